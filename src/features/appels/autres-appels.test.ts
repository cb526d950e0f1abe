import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ancreClause, paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import type { Appel } from '../cahier/index.ts'
import { appelsPublies, publierFichier } from './index.ts'

const FICHIERS = ['src/test/appels/fonds-departemental.yml', 'src/test/appels/deux-vagues.yml']
let w: World
let appels: Appel[]
beforeAll(async () => {
  w = await openWorld()
  for (const f of FICHIERS)
    expect(await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync(f, 'utf8')))).toMatchObject({ ok: true })
  appels = (await w.auGuichet(tx => appelsPublies(tx, w.guichetId))).map(a => a.appel)
})
afterAll(() => w.close())

const lire = async (chemin: string) => {
  const r = await w.get(chemin)
  expect(r.status, chemin).toBe(200)
  return r.text()
}
const texte = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('d’autres appels, sans toucher au code', () => {
  it('chaque clause a son ancre, une seule fois, et chaque document s’ouvre', async () => {
    expect(appels).toHaveLength(2)
    for (const a of appels) {
      const html = await lire(paths.appels.voir(a.slug))
      for (const nom of Object.keys(a.clauses)) expect(html.split(`id="${ancreClause(nom)}"`), `${a.slug} ${nom}`).toHaveLength(2)
      for (const f of a.formulaires) await lire(paths.appels.questions(a.slug, f.code))
      expect((await w.get(paths.appels.cahierDesCharges(a.slug))).headers.get('content-type')).toBe('application/pdf')
    }
  })

  it('un test d’éligibilité vide ne se prononce pas\u00a0: il dit ce qui manque', async () => {
    for (const a of appels) {
      w.horloge.instant = a.calendrier.vagues[0]!.ouverture
      await lire(paths.eligibilite.tester(a.slug))
      const html = await lire(`${paths.eligibilite.resultat(a.slug)}?structure=`)
      expect(texte(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? ''), a.slug).toMatch(/^Peut-être/)
    }
  })

  it('entre deux périodes, la page donne la prochaine ouverture et ne propose pas de déposer', async () => {
    const a = appels.find(x => x.calendrier.vagues.length === 2)!
    const [premiere, seconde] = a.calendrier.vagues
    w.horloge.instant = new Date(premiere!.cloture!.getTime() + 1000)
    const lu = texte(await lire(paths.appels.voir(a.slug)))
    expect(lu).toContain('Entre deux périodes')
    expect(lu).toContain('avant l’ouverture')
    expect(lu).not.toContain('Commencer un dossier')
    w.horloge.instant = seconde!.ouverture
    expect(texte(await lire(paths.appels.voir(a.slug)))).toContain('Commencer un dossier')
  })

  it('une clôture à midi se dit à midi', async () => {
    const a = appels.find(x => x.calendrier.vagues.length === 2)!
    w.horloge.instant = a.calendrier.vagues[0]!.ouverture
    expect(texte(await lire(paths.appels.voir(a.slug)))).toMatch(/Clôture le [^.]+ à 12 h 00/)
  })
})
