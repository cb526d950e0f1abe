import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantDeParis } from '../../lib/dates.ts'
import { ancreClause, paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import { appelPublie, publierFichier } from './index.ts'
import { corpsPublie, dessinerCorps } from './pages/appel-corps.view.tsx'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const SLUG = 'itn7-axe3-corse-2021'
let w: World
beforeAll(async () => {
  w = await openWorld()
  await w.auGuichet(tx => publierFichier(tx, w.ctx(), ITN7))
})
afterAll(() => w.close())

const page = async (chemin: string) => {
  const r = await w.get(chemin)
  return { statut: r.status, html: (await r.text()).replaceAll('&#39;', "'") }
}
const texte = (html: string) => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')

describe('la page d’un appel', () => {
  it('chaque clause du cahier des charges a son ancre, une seule fois, et se lit', async () => {
    const { html } = await page(paths.appels.voir(SLUG))
    const publie = await w.auGuichet(tx => appelPublie(tx, w.guichetId, SLUG))
    const clauses = Object.entries(publie!.appel.clauses)
    expect(clauses.length).toBeGreaterThan(30)
    const lisible = texte(html)
    for (const [nom, clause] of clauses) {
      expect(html.split(`id="${ancreClause(nom)}"`), nom).toHaveLength(2)
      expect(lisible, nom).toContain(clause.texte.replace(/\s+/g, ' '))
    }
  })

  it('tant que les repères des clauses ne se montrent pas, aucun point n’est séparé de son mot', async () => {
    const { html } = await page(paths.appels.voir(SLUG))
    const sansReperes = html.replace(/<(a|span) class="gt-ref[^>]*>(<span[^>]*>[^<]*<\/span>)?[^<]*<\/\1>/g, '')
    expect(texte(sansReperes).match(/.{20} [.,]( |$)/g)).toBeNull()
  })

  it.each([
    ['2021-06-30T23:59:59', 'À venir', 'Ouverture le'],
    ['2021-07-01T00:00:00', 'Ouvert', 'pour déposer'],
    ['2021-09-17T23:59:59.999', 'Ouvert', 'pour déposer'],
    ['2021-09-18T00:00:00', 'Clos', 'Le dépôt est clos'],
  ])('au %s, elle dit «\u00a0%s\u00a0»', async (instant, badge, phrase) => {
    w.regler(instant)
    const { statut, html } = await page(paths.appels.voir(SLUG))
    w.regler('2021-09-13T10:00:00')
    expect(statut).toBe(200)
    expect(html).toContain(`${badge}</p>`)
    expect(texte(html)).toContain(phrase)
  })

  it('quatre jours avant la clôture, elle dit le délai et invite à commencer', async () => {
    const { html } = await page(paths.appels.voir(SLUG))
    expect(texte(html)).toContain('4 jours pour déposer')
    // once in the page, signed in or not
    const commencer = `href="${paths.couloir.voir(SLUG)}"`
    expect(html.split(commencer).length).toBe(2)
    const { cookie } = await w.compte({ structures: ['Vico'] })
    const connecte = await (await w.get(paths.appels.voir(SLUG), cookie)).text()
    expect(connecte.split(commencer).length).toBe(2)
  })

  it('un agent ne s’y voit pas proposer de déposer', async () => {
    const { cookie } = await w.compte({ roles: [{ role: 'referent_regional', departements: [], volets: [] }] })
    expect(await (await w.get(paths.appels.voir(SLUG), cookie)).text()).not.toContain('Commencer un dossier')
  })

  it('le dernier jour se compte en heures et en minutes', async () => {
    w.regler('2021-09-17T18:30:00')
    expect(texte((await page(paths.appels.voir(SLUG))).html)).toContain('5 h 29 min pour déposer')
    w.regler('2021-09-17T23:50:00')
    expect(texte((await page(paths.appels.voir(SLUG))).html)).toMatch(/9 minutes pour déposer|10 minutes pour déposer/)
    w.regler('2021-09-13T10:00:00')
  })

  it('le texte gardé d’un lecteur à l’autre est celui que l’on dessinerait à chaque instant', async () => {
    const publie = (await w.auGuichet(tx => appelPublie(tx, w.guichetId, SLUG)))!
    const dessines = new Set<string>()
    const instants = ['06-30T10:00:00', '06-30T23:59:59.999', '07-01T00:00:00', '07-01T00:00:00.001', '09-17T23:59:58', '09-17T23:59:59']
    for (const i of [...instants, '09-17T23:59:59.999', '09-18T00:00:00', '09-18T09:00:00', '09-19T09:00:00', '09-18T10:00:00']) {
      const tire = { ...publie, instant: instantDeParis(`2021-${i}`) }
      const dessine = String(dessinerCorps(tire).texte)
      for (const _lecteur of [1, 2]) expect(String(corpsPublie(publie.versionId, tire).texte), i).toBe(dessine)
      dessines.add(dessine)
    }
    expect(dessines.size).toBeGreaterThan(6)
  })

  it('une nouvelle version publiée se lit aussitôt, et le lendemain son calendrier dit le nouveau jour', async () => {
    const autre = await openWorld()
    const lire = async () => texte(await (await autre.get(paths.appels.voir(SLUG))).text())
    await autre.auGuichet(tx => publierFichier(tx, autre.ctx(), ITN7))
    expect(await lire()).toContain('13 septembre 2021Aujourd’hui')
    await autre.auGuichet(tx =>
      publierFichier(tx, autre.ctx(), ITN7.replace('libelle: Enveloppe de la Corse', 'libelle: Enveloppe de l’île')),
    )
    expect(await lire()).toContain('version 2 du 13 septembre 2021')
    autre.regler('2021-09-14T08:00:00')
    expect(await lire()).toContain('14 septembre 2021Aujourd’hui')
    await autre.close()
  })

  it('un appel qui n’est pas publié n’existe pas', async () => {
    for (const chemin of [
      paths.appels.voir('autre'),
      paths.appels.voir('%00'),
      paths.appels.voir("'--"),
      paths.appels.donnees('autre'),
      paths.appels.calendrier('autre'),
      paths.appels.cahierDesCharges('autre'),
      paths.eligibilite.tester('autre'),
      paths.appels.questions(SLUG, 'autre'),
    ])
      expect((await w.get(chemin)).status, chemin).toBe(404)
  })

  it('un titre avec des balises s’affiche tel quel, il ne s’exécute pas', async () => {
    const source = ITN7.replace(`slug: ${SLUG}`, 'slug: balises')
      .replace('code_dossier: ITN7', 'code_dossier: BAL')
      .replace('titre: Transformation numérique des collectivités', 'titre: "<script>alert(1)</script> & numérique"')
    expect(await w.auGuichet(tx => publierFichier(tx, w.ctx(), source))).toMatchObject({ ok: true })
    for (const chemin of [paths.appels.voir('balises'), paths.appels.liste, paths.eligibilite.tester('balises')]) {
      const { html } = await page(chemin)
      expect(html).not.toContain('<script>alert')
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; numérique')
    }
  })
})

describe('les documents d’un appel', () => {
  it('le cahier des charges se télécharge en PDF, les données en YAML, mot pour mot', async () => {
    const pdf = await w.get(paths.appels.cahierDesCharges(SLUG))
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(await (await w.get(paths.appels.donnees(SLUG))).text()).toBe(ITN7)
  })

  it('le modèle de délibération reprend l’appel, ses volets et les lignes du plan, et laisse les montants à remplir', async () => {
    expect((await page(paths.appels.voir(SLUG))).html).toContain(`href="${paths.appels.deliberation(SLUG)}"`)
    const publie = await w.auGuichet(tx => appelPublie(tx, w.guichetId, SLUG))
    const { statut, html } = await page(paths.appels.deliberation(SLUG))
    expect(statut).toBe(200)
    const lisible = texte(html)
    const { volets, natures, regime } = publie!.appel
    const payables = natures.filter(n => n.eligible !== 'exclue')
    for (const mot of [regime.service.nom, ...volets.map(v => v.titre), ...payables.map(n => n.libelle)])
      expect(lisible).toContain(mot.replace(/\s+/g, ' '))
    for (const n of natures.filter(x => x.eligible === 'exclue')) expect(lisible).not.toContain(n.libelle)
    expect((await page(paths.appels.deliberation('autre'))).statut).toBe(404)
  })

  it('les questions de chaque formulaire tiennent sur une page', async () => {
    const publie = await w.auGuichet(tx => appelPublie(tx, w.guichetId, SLUG))
    for (const f of publie!.appel.formulaires) {
      const { statut, html } = await page(paths.appels.questions(SLUG, f.code))
      expect(statut).toBe(200)
      for (const q of f.etapes.flatMap(e => e.questions)) expect(html).toContain(q.libelle)
    }
  })

  it('le calendrier se télécharge', async () => {
    const r = await w.get(paths.appels.calendrier(SLUG))
    expect(r.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(await r.text()).toContain('DTSTART:20210917T215959Z')
  })
})
