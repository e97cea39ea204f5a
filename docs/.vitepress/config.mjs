import { defineConfig } from 'vitepress'
import { columns } from './columns.mjs'
import { sidebar } from './sidebar.mjs'
import { sourceLinks } from './source-links.mjs'

const base = process.env.SITE_BASE ?? '/'

export default defineConfig({
  title: 'coroutines4j',
  description: 'async and await, scopes, channels and flows in plain Java, on top of kotlinx.coroutines',
  base,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  srcExclude: ['node_modules/**', 'target/**', 'src/**', 'public/**'],
  outDir: 'target/site',
  cacheDir: 'target/cache',
  rewrites: { 'README.md': 'index.md' },
  lastUpdated: false,
  // The javadoc under /api is copied beside the pages, so VitePress does not know it; SiteTest checks these links.
  ignoreDeadLinks: [/^\/api\//],
  markdown: { config: (md) => md.use(sourceLinks).use(columns) },
  themeConfig: {
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/' },
      { text: 'Javadoc', link: '/api/index.html', target: '_self' }
    ]
  }
})
