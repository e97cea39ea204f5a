// The order in which a new user reads the pages. DocsTest checks it, and that each page is listed once.
const page = (text, name) => ({ text, link: `/${name}` })

export const sidebar = [
  {
    text: 'Guide',
    items: [
      page('Start here', 'start'),
      page('Tasks and scopes', 'tasks'),
      page('Cancellation', 'cancellation'),
      page('Timeouts and deadlines', 'timeouts'),
      page('Failures', 'failures'),
      page('Running things together', 'together')
    ]
  },
  {
    text: 'Passing values',
    items: [
      page('Channels', 'channels'),
      page('Select', 'select'),
      page('Queues', 'queues'),
      page('Locks and signals', 'sync'),
      page('Flows: generators and iterators', 'generators'),
      page('Flows: operators', 'flows'),
      page('Flows: hot flows', 'hot-flows')
    ]
  },
  {
    text: 'In a program',
    items: [
      page('Resources', 'resources'),
      page('Databases with JDBC', 'jdbc'),
      page('Context and thread-locals', 'context'),
      page('Event loop', 'event-loop'),
      page('Kotlin and Java together', 'mixed-projects'),
      page('Testing in virtual time', 'testing'),
      page('Debugging', 'debugging'),
      page('The console', 'console'),
      page('Flight Recorder', 'jfr'),
      page('Metrics', 'metrics'),
      page('A small HTTP service', 'http-service'),
      page('Spring Boot', 'spring'),
      page('A service', 'services'),
      page('Graceful shutdown', 'shutdown'),
      page('A TCP server', 'tcp-server'),
      page('Samples', 'samples'),
      page('Performance', 'performance'),
      page('Start-up', 'startup')
    ]
  },
  {
    text: 'Coming from',
    collapsed: true,
    items: [
      page('asyncio', 'from/asyncio'),
      page('Kotlin coroutines', 'from/kotlin'),
      page('CompletableFuture', 'from/completable-future'),
      page('StructuredTaskScope', 'from/structured-task-scope'),
      page('Reactor and Mutiny', 'from/reactor'),
      page('Go', 'from/go'),
      page('Jox', 'from/jox')
    ]
  },
  {
    text: 'Reference',
    collapsed: true,
    items: [
      page('Types', 'types'),
      page('Troubleshooting', 'troubleshooting'),
      page('Glossary', 'glossary'),
      page('Names in other libraries', 'compare'),
      page("asyncio's names", 'asyncio'),
      page("asyncio's test cases", 'asyncio-cases'),
      page('Compatibility', 'compatibility'),
      page('Releasing', 'releasing'),
      page('Architecture decisions', 'adr/README')
    ]
  }
]
