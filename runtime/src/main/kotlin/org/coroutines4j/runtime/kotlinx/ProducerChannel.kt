package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.CancellationException
import kotlinx.coroutines.channels.ReceiveChannel

/**
 * The channel of a producer, for its receiver. Kotlin code that cancels this channel also cancels
 * the producer. [cancelProducer] runs before [channel] is cancelled, so that a pending send of the
 * producer is cancelled and does not fail.
 */
public class ProducerChannel(
  private val channel: ReceiveChannel<Any>,
  private val cancelProducer: Runnable,
) : ReceiveChannel<Any> by channel {
  override fun cancel(cause: CancellationException?) {
    cancelProducer.run()
    channel.cancel(cause)
  }

  override fun toString(): String = channel.toString()
}
