package org.coroutines4j.kotlin

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn

/** 1 to [last], each after a delay, made on Kotlin's own threads; [log] hears of its end. */
fun ticks(last: Int, log: MutableList<Any>): Flow<Int> = flow {
  try {
    for (i in 1..last) {
      delay(1)
      emit(i)
    }
    log += "complete"
  } finally {
    log += "closed"
  }
}
  .flowOn(Dispatchers.Default)
