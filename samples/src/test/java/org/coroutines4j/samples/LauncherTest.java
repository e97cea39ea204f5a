package org.coroutines4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.samples.LauncherProject.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "runs samples/run, a script of the shell; Windows has samples/run.cmd")
class LauncherTest {
  private LauncherProject project;

  @BeforeEach
  void create(@TempDir Path folder) throws Exception {
    project = new LauncherProject(folder);
  }

  private void buildLongAgo() throws Exception {
    assertThat(project.run("hello").builds()).isTrue();
    project.makeOld();
  }

  @Test
  void freshClone_saysThatItBuilds_buildsAndRuns() throws Exception {
    Result result = project.run("hello");

    assertThat(result.lines().get(0)).startsWith("Building the samples");
    assertThat(result.builds()).isTrue();
    assertThat(result.lines()).contains("<org.coroutines4j.samples.hello.Main>");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void built_runsAtOnce_inTheSameProcess() throws Exception {
    buildLongAgo();
    Result result = project.run("hello");

    assertThat(result.lines().get(0)).isEqualTo("java is process " + result.process());
  }

  @Test
  void arguments_reachTheProgramUnchanged() throws Exception {
    Result result = project.run("hello", "two words", "", "*", "$HOME", "-x");

    assertThat(result.lines()).endsWith("<two words>", "<>", "<*>", "<$HOME>", "<-x>");
  }

  @Test
  void classPath_holdsTheSamplesAndWhatTheyNeed() throws Exception {
    Result result = project.run("hello");

    assertThat(result.lines())
        .anyMatch(line -> line.startsWith("<" + project.path("samples/target/classes") + ":"))
        .anyMatch(line -> line.endsWith(":" + project.library() + ">"));
  }

  @Test
  void javaHome_isPreferred() throws Exception {
    project.script("other jdk/bin/java", "echo other java");
    project.setJavaHome(project.path("other jdk"));

    assertThat(project.run("hello").lines()).endsWith("other java");
  }

  @Test
  void changedSource_buildsAgain() throws Exception {
    buildLongAgo();
    Files.writeString(project.path("dsl-java/src/main/Changed.java"), "changed");

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void changedSource_ofANestedModule_buildsAgain() throws Exception {
    buildLongAgo();
    Files.writeString(project.path("spring-boot/starter/src/main/Changed.java"), "changed");

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void deletedSource_buildsAgain() throws Exception {
    Path source = Files.createFile(project.path("runtime/src/main/Deleted.kt"));
    buildLongAgo();
    Files.delete(source);

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void changedPom_buildsAgain() throws Exception {
    buildLongAgo();
    Files.writeString(project.path("pom.xml"), "changed");

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void missingClasses_buildsAgain() throws Exception {
    buildLongAgo();
    Files.delete(project.path("runtime/target/classes"));

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void missingLibrary_buildsAgain() throws Exception {
    buildLongAgo();
    Files.delete(project.library());

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void movedProject_buildsAgain() throws Exception {
    buildLongAgo();
    project.move();

    assertThat(project.run("hello").builds()).isTrue();
  }

  @Test
  void buildFails_programDoesNotRun() throws Exception {
    project.script("bin/mvn", "echo broken; exit 3");
    Result result = project.run("hello");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.lines()).endsWith("broken");
  }

  @Test
  void unknownProgram_namesThoseThereAre_exitsWith2() throws Exception {
    Result result = project.run("goodbye");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.lines()).endsWith("programs:", "  hello");
    assertThat(project.run().exitCode()).isEqualTo(2);
  }
}
