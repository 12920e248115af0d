package doublegrok.local.broker;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * The broker's knowledge of its one user, which Kafka asks for at each login. It lives in memory
 * alone: another token holds from the next start, and no file has it.
 */
public final class TokenCallbacks implements AuthenticateCallbackHandler {
  private Optional<ScramCredential> credential = Optional.empty();

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> logins) {
    ScramMechanism scram = ScramMechanism.forMechanismName(mechanism);
    String token = (String) logins.get(0).getOptions().get("password");
    try {
      credential =
          Optional.of(new ScramFormatter(scram).generateCredential(token, scram.minIterations()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has " + mechanism, impossible);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    boolean known = false;
    for (Callback each : callbacks) {
      if (each instanceof NameCallback name) {
        known = TokenLogin.USER.equals(name.getDefaultName());
      } else if (each instanceof ScramCredentialCallback wanted) {
        if (known) {
          credential.ifPresent(wanted::scramCredential);
        }
      } else {
        throw new UnsupportedCallbackException(each);
      }
    }
  }

  @Override
  public void close() {
    credential = Optional.empty();
  }
}
