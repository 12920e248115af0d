package doublegrok.explain;

import doublegrok.task.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * References that the queries at hand cannot tell apart.
 *
 * @param members at least one, in the order in which the family tells them
 */
public record ReferenceGroup(List<Reference> members) {
  public ReferenceGroup {
    members = List.copyOf(members);
  }

  /** The members' labels, for example {@code exact|switchboard}. */
  public String label() {
    return members.stream().map(Reference::label).collect(Collectors.joining("|"));
  }

  /** Likeness of two references, by their places: from 0 to 1. */
  interface Likeness {
    double of(int one, int other);
  }

  /** Groups of references that are alike, or linked by others that are. */
  static List<ReferenceGroup> merge(List<Reference> references, Likeness likeness) {
    int[] group = new int[references.size()]; // the first member's place
    for (int one = 0; one < group.length; one++) {
      group[one] = one;
      for (int other = 0; other < one; other++) {
        double apart =
            Math.max(references.get(one).alike(), references.get(other).alike());
        if (likeness.of(one, other) > apart) {
          join(group, group[one], group[other]);
        }
      }
    }
    List<ReferenceGroup> groups = new ArrayList<>();
    for (int first = 0; first < group.length; first++) {
      List<Reference> members = new ArrayList<>();
      for (int place = first; place < group.length; place++) {
        if (group[place] == first) {
          members.add(references.get(place));
        }
      }
      if (!members.isEmpty()) {
        groups.add(new ReferenceGroup(members));
      }
    }
    return groups;
  }

  private static void join(int[] group, int one, int other) {
    for (int place = 0; place < group.length; place++) {
      if (group[place] == Math.max(one, other)) {
        group[place] = Math.min(one, other);
      }
    }
  }
}
