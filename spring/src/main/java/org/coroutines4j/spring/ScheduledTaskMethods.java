package org.coroutines4j.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
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
  /** The runs that stand for the methods of a bean. Guarded by itself. */
  private final IdentityHashMap<Object, List<TaskRun>> runs = new IdentityHashMap<>();

  /** Creates the processor. */
  public ScheduledTaskMethods() {}

  @Override
  protected void processScheduled(Scheduled scheduled, Method method, Object bean) {
    if (Task.class.isAssignableFrom(method.getReturnType())) {
      TaskRun run = new TaskRun(bean, method);
      synchronized (runs) {
        runs.computeIfAbsent(bean, any -> new ArrayList<>()).add(run);
      }
      super.processScheduled(scheduled, TaskRun.METHOD, run);
    } else {
      super.processScheduled(scheduled, method, bean);
    }
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    synchronized (runs) {
      return runs.containsKey(bean) || super.requiresDestruction(bean);
    }
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String beanName) {
    List<TaskRun> ofBean;
    synchronized (runs) {
      ofBean = runs.remove(bean);
    }
    if (ofBean != null) {
      ofBean.forEach(run -> super.postProcessBeforeDestruction(run, beanName));
    }
    super.postProcessBeforeDestruction(bean, beanName);
  }

  /** One method that returns a task, as an object with a method that returns nothing. */
  static final class TaskRun {
    static final Method METHOD = runMethod();
    private final Object bean;
    private final Method method;

    TaskRun(Object bean, Method method) {
      if (method.getParameterCount() > 0) {
        throw new IllegalArgumentException(
            "a scheduled method must have no parameters, but "
                + method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + " has "
                + method.getParameterCount());
      }
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
