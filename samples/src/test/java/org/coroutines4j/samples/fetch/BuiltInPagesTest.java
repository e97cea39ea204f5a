package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class BuiltInPagesTest {
  @Test
  void noUrls_tableHasEveryKindOfPage_exitsWith0() {
    Commands.Result result = Commands.run(Main::new);

    assertThat(result.exitCode()).isZero();
    assertThat(result.table()).hasSize(100);
    assertThat(result.row("/quick/2")).matches(" +200 +2,000 +\\d+\\.\\d{3} s +1  http://\\S+");
    assertThat(result.row("/missing/3")).contains(" 404 ").endsWith("HTTP status 404");
    assertThat(result.row("/hanging/7")).matches(" +- +0 +3\\.\\d{3} s .*timed out after 3 s");
    assertThat(result.row("/broken-off/10")).contains(" 4,000 ").contains("received: 4000");
    assertThat(result.row("/failing/20")).matches(" +500 .* s +3  .*HTTP status 500");
    assertThat(result.row("/failing-twice/42")).matches(" +200 +42,000 .* s +3  http://\\S+");
    assertThat(result.out())
        .contains("84 ok, 16 failed.")
        .containsPattern("\\d s in all; one after the other .* times as long");
  }

  @Test
  void noRetries_pageThatFailsTwiceFails() {
    Commands.Result result = Commands.run(Main::new, "--retries", "0", "--timeout", "2");

    assertThat(result.exitCode()).isZero();
    assertThat(result.row("/failing-twice/42")).matches(" +503 +0 .* s +1  .*HTTP status 503");
    assertThat(result.out()).contains("83 ok, 17 failed.");
  }
}
