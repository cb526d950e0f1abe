import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { nouvelId } from '../../contexte.ts'
import { openDb, openPool } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

const SLUG = 'itn7-axe3-corse-2021'
const PUBLIQUES = [
  paths.accueil,
  paths.appels.liste,
  paths.appels.voir(SLUG),
  paths.eligibilite.tester(SLUG),
  paths.aide,
  paths.planDuSite,
  paths.mentionsLegales,
  paths.accessibilite,
  paths.donneesPersonnelles,
]
let w: World
beforeAll(async () => {
  w = await openWorld()
  await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')))
})
afterAll(() => w.close())

const lire = async (chemin: string) => texte(await (await w.get(chemin)).text())
const texte = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('les pages de tous', () => {
  it.each(PUBLIQUES)('%s s’ouvre sans compte, avec un titre et un seul h1', async chemin => {
    const r = await w.get(chemin)
    const html = await r.text()
    expect(r.status).toBe(200)
    expect(html).toMatch(/<title>[^<]+ – Guichet territorial<\/title>/)
    expect(html.match(/<h1/g)).toHaveLength(1)
  })

  it('chaque lien interne des pages publiques mène à une page', async () => {
    const liens = new Set<string>()
    for (const chemin of PUBLIQUES) {
      const html = await (await w.get(chemin)).text()
      for (const [, href] of html.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)) liens.add(href!)
      for (const [, ancre] of html.matchAll(/href="#([^"]+)"/g)) expect(html, `${chemin}#${ancre}`).toContain(`id="${ancre}"`)
    }
    expect(liens.size).toBeGreaterThan(12)
    const construites = [...liens].filter(l => l.startsWith('/appels') || l.startsWith('/eligibilite') || PUBLIQUES.includes(l))
    for (const lien of construites) expect((await w.get(lien)).status, lien).toBeLessThan(400)
  })

  it('l’accueil montre d’abord l’appel ouvert et son délai', async () => {
    const lu = await lire(paths.accueil)
    expect(lu).toContain('Un appel ouvert aujourd’hui')
    expect(lu).toContain('4 jours pour déposer')
    expect(lu).toContain('dossier déposé à l’appel ouvert 0 ')
  })

  it.each([
    ['2021-06-15T10:00:00', 'Aucun appel ouvert', '« Transformation numérique des collectivités », ouvre le jeudi 1 er juillet 2021'],
    ['2021-09-18T00:00:00', 'Aucun appel ouvert', 'Les prochains appels seront annoncés ici'],
  ])('au %s, l’accueil et la liste disent qu’aucun appel n’est ouvert', async (instant, titre, suite) => {
    w.regler(instant)
    const [accueil, liste] = [await lire(paths.accueil), await lire(paths.appels.liste)]
    w.regler('2021-09-13T10:00:00')
    expect(accueil).toContain(titre)
    expect(accueil).toContain(suite)
    expect(liste).toContain(suite)
  })

  // Seen to fail: help that names the contacts of open calls alone, a map of the site without lauréats.
  // seen to fail: when whoever instructs was told how to write a call
  it('l’aide dit à qui administre où écrire un appel, à qui instruit où est sa journée, à personne d’autre', async () => {
    const lire = async (role?: 'administrateur' | 'lecteur') => {
      const qui = role && (await w.compte({ roles: [{ role, departements: [], volets: [] } as never] })).cookie
      return (await w.get(paths.aide, qui)).text()
    }
    const [admin, lecteur, passant] = [await lire('administrateur'), await lire('lecteur'), await lire()]
    for (const chemin of [paths.studio.accueil, paths.administration.agents, paths.administration.appels]) {
      expect(admin).toContain(`<a href="${chemin}">`)
      expect(lecteur).not.toContain(`<a href="${chemin}">`)
    }
    expect(lecteur).toContain('Pour le service')
    expect(passant).not.toContain('Pour le service')
  })

  it('une fois l’appel clos, l’aide mène encore à ses contacts, et le plan du site à ses lauréats', async () => {
    const lus = () => Promise.all([paths.aide, paths.planDuSite].map(async chemin => (await w.get(chemin)).text()))
    const ouvert = await lus()
    w.regler('2021-10-01T10:00:00')
    const clos = await lus()
    w.regler('2021-09-13T10:00:00')
    const liens = [`href="${paths.appels.voir(SLUG)}#contacts"`, `href="${paths.projetsAides({ appel: SLUG })}"`]
    expect(ouvert.map((html, i) => html.includes(liens[i]!))).toEqual([false, false])
    expect(clos.map((html, i) => html.includes(liens[i]!))).toEqual([true, true])
  })

  it('un dossier déposé se compte, un brouillon non\u00a0; les chiffres ont moins d’une minute, et disent leur heure', async () => {
    const vico = await w.structure('Vico')
    await w.auGuichet(async tx => {
      const v = await tx.selectFrom('appel_version').select(['id', 'appel_id']).executeTakeFirstOrThrow()
      for (const [i, etat] of (['depose', 'depose', 'brouillon'] as const).entries())
        await tx
          .insertInto('dossier')
          .values({
            id: nouvelId(),
            guichet_id: w.guichetId,
            appel_id: v.appel_id,
            appel_version_id: v.id,
            structure_id: vico.id,
            numero: `T-${i}`,
            etat,
            cree_le: w.horloge.instant,
            modifie_le: w.horloge.instant,
            depose_le: etat === 'depose' ? w.horloge.instant : null,
          })
          .execute()
    })
    const avant = await lire(paths.accueil)
    w.regler('2021-09-13T10:01:00')
    const apres = await lire(paths.accueil)
    w.regler('2021-09-13T10:00:00')
    expect(avant).toMatch(/dossier déposé à l’appel ouvert 0 .* Au 13 septembre 2021 à 10 h /)
    expect(apres).toMatch(/dossiers déposés à l’appel ouvert 2 structure a déposé 1 .* Au 13 septembre 2021 à 10 h 01/)
  })

  it('les durées de conservation viennent des réglages', async () => {
    expect(await lire(paths.donneesPersonnelles)).toContain('10 ans')
  })
})

describe('la santé du service', () => {
  it('/sante répond en JSON', async () => {
    const r = await w.get(paths.sante)
    expect(r.status).toBe(200)
    expect(await r.json()).toEqual({
      statut: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      base: 'embarquee',
      horloge: '2021-09-13T10:00:00+02:00',
    })
  })

  it('quand la base ne répond plus, /sante répond 503', async () => {
    const nullePart = openPool('postgres://personne@127.0.0.1:1/rien', { max: 1 })
    const app = createApp({ ...w.deps, db: openDb(nullePart), assetsDir: w.dossierFichiers })
    const r = await app.request(URL_TEST + paths.sante)
    const page = await app.request(URL_TEST)
    await nullePart.end()
    expect([r.status, ((await r.json()) as { statut: string }).statut]).toEqual([503, 'indisponible'])
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await page.text()).toContain('Site momentanément indisponible')
  })

  it('la démonstration n’est pas indexée', async () => {
    expect(await (await w.get(paths.robots)).text()).toContain('Disallow: /\n')
  })
})
