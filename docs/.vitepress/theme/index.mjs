// The default theme with the fonts of the reader's system: the site loads nothing from elsewhere.
import './columns.css'
export { default } from 'vitepress/theme-without-fonts'
