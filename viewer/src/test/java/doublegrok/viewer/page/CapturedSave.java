package doublegrok.viewer.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * File that a figure's button saves.
 *
 * @param name of the file
 * @param content of the file
 */
record CapturedSave(String name, String content) {
  /** Presses the button of a figure, and takes the file instead of the folder of downloads. */
  static CapturedSave of(Browser browser, String figure, String kind) {
    JsonNode saved = browser.evaluate("""
        new Promise((resolve) => {
          const { click } = HTMLAnchorElement.prototype;
          const { createObjectURL } = URL;
          let blob = null;
          URL.createObjectURL = (given) => {
            blob = given;
            return createObjectURL(given);
          };
          HTMLAnchorElement.prototype.click = async function () {
            HTMLAnchorElement.prototype.click = click;
            URL.createObjectURL = createObjectURL;
            const bytes = new Uint8Array(await blob.arrayBuffer());
            resolve([this.download, btoa(bytes.reduce((text, byte) =>
              text + String.fromCharCode(byte), ""))]);
          };
          document.querySelector('%s [aria-label$="as %s"]').click();
        })""".formatted(figure, kind));
    return new CapturedSave(saved.get(0).asText(), saved.get(1).asText());
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(content);
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
