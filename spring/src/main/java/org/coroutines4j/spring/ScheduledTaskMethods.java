package org.coroutines4j.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.coroutines4j.Task;
import org.springframework.aop.support.AopUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Spring's processor of {@link Scheduled}, for methods too that return a {@link Task}. A run of
 * such a method lasts until the task has ended: a fixed delay begins then, and a failure of the
 * task is the failure of the run. (For Spring alone, a task would be a value that never changes.)
 */
public final class ScheduledTaskMethods extends ScheduledAnnotationBeanPostProcessor {
  /** Creates the processor. */
  public ScheduledTaskMethods() {}

  @Override
  protected void processScheduled(Scheduled scheduled, Method method, Object bean) {
    if (Task.class.isAssignableFrom(method.getReturnType())) {
      super.processScheduled(scheduled, TaskRun.METHOD, new TaskRun(bean, method));
    } else {
      super.processScheduled(scheduled, method, bean);
    }
  }

  /** One method that returns a task, as an object with a method that returns nothing. */
  static final class TaskRun {
    static final Method METHOD = runMethod();
    private final Object bean;
    private final Method method;

    TaskRun(Object bean, Method method) {
      this.bean = bean;
      this.method = AopUtils.selectInvocableMethod(method, bean.getClass());
      ReflectionUtils.makeAccessible(this.method);
    }

    private static Method runMethod() {
      try {
        return TaskRun.class.getMethod("run");
      } catch (NoSuchMethodException e) {
        throw new AssertionError(e);
      }
    }

    /** Calls the method and awaits its task. */
    public void run() throws Throwable {
      Task<?> task;
      try {
        task = (Task<?>) method.invoke(bean);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
      if (task != null) {
        var unused = task.await();
      }
    }

    @Override
    public String toString() {
      return method.getDeclaringClass().getName() + "." + method.getName();
    }
  }
}
