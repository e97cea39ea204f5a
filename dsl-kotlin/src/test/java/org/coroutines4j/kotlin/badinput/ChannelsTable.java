package org.coroutines4j.kotlin.badinput;

import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.kotlin.ChannelsKt;
import org.coroutines4j.kotlin.KotlinInterop;

/** Channels and their ends. */
final class ChannelsTable extends Table {
  private static final String[] FOREIGN = {"not a channel of coroutines4j", "the user's own"};

  ChannelsTable() {
    ofKotlin();
    both();
    receiving();
    sending();
  }

  private void ofKotlin() {
    method(KotlinInterop.class, "fromChannel")
        .nulls("channel", () -> KotlinInterop.fromChannel(null));
    method(KotlinInterop.class, "fromReceiveChannel")
        .nulls("channel", () -> KotlinInterop.fromReceiveChannel(null));
    method(KotlinInterop.class, "fromSendChannel")
        .nulls("channel", () -> KotlinInterop.fromSendChannel(null));
    method(ChannelsKt.class, "asAsyncChannel")
        .nulls("<this>", () -> ChannelsKt.asAsyncChannel(null));
    method(ChannelsKt.class, "asAsyncReceiveChannel")
        .nulls("<this>", () -> ChannelsKt.asAsyncReceiveChannel(null));
    method(ChannelsKt.class, "asAsyncSendChannel")
        .nulls("<this>", () -> ChannelsKt.asAsyncSendChannel(null));
  }

  private void both() {
    Channel<?> mock = Foreign.of(Channel.class);
    method(KotlinInterop.class, "toChannel")
        .nulls("channel", () -> KotlinInterop.toChannel(null))
        .rejects("a mock", () -> KotlinInterop.toChannel(mock), FOREIGN);
    method(ChannelsKt.class, "asChannel")
        .nulls("<this>", () -> ChannelsKt.asChannel(null))
        .rejects("a mock", () -> ChannelsKt.asChannel(mock), FOREIGN);
  }

  private void receiving() {
    ReceiveChannel<?> mock = Foreign.of(ReceiveChannel.class);
    method(KotlinInterop.class, "toReceiveChannel")
        .nulls("channel", () -> KotlinInterop.toReceiveChannel(null))
        .rejects("a mock", () -> KotlinInterop.toReceiveChannel(mock), FOREIGN);
    method(ChannelsKt.class, "asReceiveChannel")
        .nulls("<this>", () -> ChannelsKt.asReceiveChannel(null))
        .rejects("a mock", () -> ChannelsKt.asReceiveChannel(mock), FOREIGN);
  }

  private void sending() {
    SendChannel<?> mock = Foreign.of(SendChannel.class);
    method(KotlinInterop.class, "toSendChannel")
        .nulls("channel", () -> KotlinInterop.toSendChannel(null))
        .rejects("a mock", () -> KotlinInterop.toSendChannel(mock), FOREIGN);
    method(ChannelsKt.class, "asSendChannel")
        .nulls("<this>", () -> ChannelsKt.asSendChannel(null))
        .rejects("a mock", () -> ChannelsKt.asSendChannel(mock), FOREIGN);
  }
}
