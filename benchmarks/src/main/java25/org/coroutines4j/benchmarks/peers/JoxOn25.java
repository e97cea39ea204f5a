package org.coroutines4j.benchmarks.peers;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

final class JoxOn25 implements Jox {
  @Override
  public long transfer(int elements, int capacity) {
    return manyToMany(elements, 1, capacity);
  }

  @Override
  public long manyToMany(int elements, int pairs, int capacity) {
    Channel<Integer> channel =
        capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
    AtomicLong sum = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      threads.add(
          start(
              () -> {
                for (int i = 0; i < elements / pairs; i++) {
                  channel.send(i);
                }
              }));
      threads.add(
          start(
              () -> {
                long own = 0;
                for (int i = 0; i < elements / pairs; i++) {
                  own += channel.receive();
                }
                sum.addAndGet(own);
              }));
    }
    joinAll(threads);
    return sum.get();
  }

  @Override
  public long select(int elements, int channels) {
    List<Channel<Integer>> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      Channel<Integer> channel = Channel.newRendezvousChannel();
      all.add(channel);
      threads.add(
          start(
              () -> {
                for (int i = 0; i < elements / channels; i++) {
                  channel.send(i);
                }
              }));
    }
    AtomicLong sum = new AtomicLong();
    threads.add(
        start(
            () -> {
              long own = 0;
              for (int i = 0; i < elements / channels * channels; i++) {
                @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array
                SelectClause<Integer>[] clauses = new SelectClause[channels];
                for (int c = 0; c < channels; c++) {
                  clauses[c] = all.get(c).receiveClause();
                }
                own += Select.select(clauses);
              }
              sum.addAndGet(own);
            }));
    joinAll(threads);
    return sum.get();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static Thread start(Work work) {
    return Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
