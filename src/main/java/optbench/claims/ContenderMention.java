package optbench.claims;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a claims file where an optimizer is named.
 *
 * @param pointer JSON pointer of the name; where one may stand for a list, also of a list's entry
 * @param inGroup whether its label may be a pattern
 * @param epoch that is asked of it, or 0
 */
public record ContenderMention(String pointer, ContenderName name, boolean inGroup, int epoch) {
  /** All of a file. */
  public static List<ContenderMention> of(ClaimsFile file) {
    List<ContenderMention> all = new ArrayList<>();
    for (int i = 0; i < file.claims().size(); i++) {
      all.addAll(of(file.claims().get(i), "/claims/" + i));
    }
    return all;
  }

  /** Those of the claim that stands there. */
  static List<ContenderMention> of(Claim claim, String pointer) {
    List<ContenderMention> all = new ArrayList<>();
    for (int i = 0; i < claim.tests().size(); i++) {
      ClaimTest test = claim.tests().get(i);
      String at = pointer + "/" + claim.requirement().key() + "/" + i;
      int epoch = test.settings().epoch().orElse(0);
      add(all, test.of(), at + "/of", epoch);
      for (int j = 0; j < test.references().size(); j++) {
        add(all, test.references().get(j), at + "/" + test.direction().id() + "/" + j, epoch);
      }
    }
    return all;
  }

  private static void add(List<ContenderMention> all, ClaimSide side, String pointer, int epoch) {
    boolean group = side.listsLabels();
    for (int i = 0; i < side.names().size(); i++) {
      String at = group ? pointer + "/labels/" + i : pointer;
      all.add(new ContenderMention(at, side.names().get(i), group, epoch));
    }
  }
}
