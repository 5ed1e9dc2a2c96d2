package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The builds for a GPU and for a cluster, as the POM has them: to resolve them would take
 * gigabytes.
 */
class BuildProfilesTest {
  private static final String CUDA = "/project/profiles/profile[id='cuda']";
  private static final String REDIST = "/project/profiles/profile[id='cuda-redist']";

  private final Document pom = pom();

  @Test
  void holdsTheCudaBackendAndItsNativeCode() {
    assertThat(dependencies(CUDA, "not(scope='provided')"))
        .containsExactly(
            "nd4j-cuda-11.6:${dl4j.version}:",
            "nd4j-cuda-11.6:${dl4j.version}:${native.platform}",
            "flatbuffers-java:1.12.0:",
            "cuda:${cuda.presets.version}:",
            "cuda:${cuda.presets.version}:${native.platform}");
    assertThat(dependencies(REDIST, "true()"))
        .containsExactly("cuda:11.6-8.3-${javacpp.version}:${native.platform}-redist");
  }

  /** Both backends on one class path would mean a fall back to the CPU without a word. */
  @Test
  void everyDependencyOnTheCpuBackendIsTakenOffTheClassPath() {
    List<String> cpu = dependencies("/project", "artifactId='nd4j-native'");

    assertThat(cpu).hasSize(2);
    assertThat(dependencies(CUDA, "artifactId='nd4j-native' and scope='provided'"))
        .containsExactlyElementsOf(cpu);
    assertThat(text("/project/build/plugins/plugin/executions/execution//includeScope"))
        .isEqualTo("runtime");
  }

  @Test
  void isBuiltBesideTheOther() {
    assertThat(text(CUDA + "/build/directory")).isEqualTo("${project.basedir}/target-cuda");
    assertThat(text(CUDA + "/properties/build.device")).isEqualTo("cuda");
    assertThat(text("/project/properties/build.device")).isEqualTo("cpu");
  }

  /** Nobody gets it who does not name it. */
  @Test
  void isNeverActiveByItself() {
    assertThat(nodes(CUDA + "/activation").getLength()).isZero();
    assertThat(nodes(REDIST + "/activation").getLength()).isZero();
    assertThat(dependencies("/project", "starts-with(artifactId, 'nd4j-cuda')")).isEmpty();
  }

  /** What executors have is not sent to them: it goes into another folder than the rest. */
  @Test
  void sparkIsInABuildOfItsOwn() {
    String cluster = "/project/profiles/profile[id='cluster']";

    assertThat(text(cluster + "/build/directory")).isEqualTo("${project.basedir}/target-cluster");
    assertThat(nodes(cluster + "/activation").getLength()).isZero();
    assertThat(dependencies("/project", "groupId='org.apache.spark'")).isEmpty();
    assertThat(dependencies(cluster, "scope='provided'"))
        .hasSize(3)
        .allMatch(spark -> spark.startsWith("spark-"))
        .isEqualTo(dependencies(cluster, "true()"));
  }

  private List<String> dependencies(String parent, String condition) {
    String path = parent + "/dependencies/dependency[" + condition + "]";
    List<String> found = new ArrayList<>();
    int count = nodes(path).getLength();
    IntStream.rangeClosed(1, count)
        .mapToObj(i -> "(" + path + ")[" + i + "]")
        .forEach(
            d ->
                found.add(
                    text(d + "/artifactId")
                        + ":"
                        + text(d + "/version")
                        + ":"
                        + text(d + "/classifier")));
    return found;
  }

  private String text(String path) {
    return (String) evaluate("string(" + path + ")", XPathConstants.STRING);
  }

  private NodeList nodes(String path) {
    return (NodeList) evaluate(path, XPathConstants.NODESET);
  }

  private Object evaluate(String path, javax.xml.namespace.QName type) {
    try {
      return XPathFactory.newInstance().newXPath().evaluate(path, pom, type);
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Document pom() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new File(System.getProperty("basedir", "."), "pom.xml"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
