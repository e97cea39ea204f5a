package org.coroutines4j.runtime.dispatch;

/** The limiter of a dispatcher without a limit. It grants each permit immediately. */
enum Unlimited implements ConcurrencyLimiter {
  INSTANCE;

  @Override
  public boolean isLimited() {
    return false;
  }

  @Override
  public void acquire(Runnable granted) {
    granted.run();
  }

  @Override
  public boolean withdraw(Runnable granted) {
    return false;
  }

  @Override
  public void release() {}

  /** Returns 0: nothing is counted. */
  @Override
  public int inUse() {
    return 0;
  }
}
