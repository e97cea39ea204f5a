import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

public final class FirstProgram {
  public static void main(String[] args) {
    System.out.println(gather(() -> load("page", 200), () -> load("ads", 100))); // after 200 ms
    System.out.println(race(() -> load("slow mirror", 9000), () -> load("mirror", 5)));
    System.out.println(withTimeoutOrEmpty(ofMillis(50), () -> load("never", 9000)));
  }

  static String load(String name, int millis) {
    delay(ofMillis(millis)); // stands for a call that takes this long
    return name;
  }
}
