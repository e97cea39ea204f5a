package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.CancellationException
import kotlinx.coroutines.channels.ReceiveChannel

/**
 * What a producer sends to [channel]. Kotlin code that cancels it when it has had enough ends the
 * producer too: [cancelProducer] comes first, so that a send is cancelled and does not fail.
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
