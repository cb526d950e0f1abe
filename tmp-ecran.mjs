import chromium from '@sparticuz/chromium'
import { chromium as pw } from 'playwright-core'
import { allerAuMoment, entrer } from './scripts/demonstration.ts'
const url = 'http://localhost:4700'
const [moment, ...reste] = process.argv.slice(2)
const M = { depot: { instant: '2021-09-13T10:00:00+02:00' }, instruction: { instant: '2021-10-05T09:40:00+02:00' }, bilan: { instant: '2022-01-18T09:00:00+01:00', suite: 'bilan' } }
if (M[moment]) await allerAuMoment(url, M[moment])
const nav = await pw.launch({ args: ['--no-sandbox', '--disable-gpu'], executablePath: await chromium.executablePath(), headless: true })
// persona|path|width|scheme|name
for (const r of reste) {
  const [persona, chemin, largeur, theme, nom, clics] = r.split('|')
  const ctx = await nav.newContext({ viewport: { width: +largeur, height: 800 }, colorScheme: theme === 'sombre' ? 'dark' : 'light', locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' })
  const page = await ctx.newPage()
  if (persona) { const { cookie } = await entrer(url, persona); const [n, ...v] = cookie.split('='); await ctx.addCookies([{ name: n, value: v.join('='), url }]) }
  await page.goto(url + chemin)
  if (clics) for (const c of clics.split('>>')) { await page.getByRole(c.split(':')[0], { name: c.split(':')[1] }).first().click(); await page.waitForLoadState('load') }
  console.log(nom, page.url(), await page.title(), 'déborde', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
  if (process.env.LIENS) console.log((await page.evaluate(() => [...document.querySelectorAll('main a')].map(a => a.getAttribute('href') + ' ' + a.textContent.trim().slice(0, 50)))).join('\n'))
  const H = await page.evaluate(() => document.documentElement.scrollHeight); for (let y = 0, i = 0; y < H && i < +(process.env.MAX ?? 2); y += 1500, i++) await page.screenshot({ path: `/tmp/demo/${nom}-${i}.png`, fullPage: true, clip: { x: 0, y, width: +largeur, height: Math.min(1500, H - y) } })
  await ctx.close()
}
await nav.close()
