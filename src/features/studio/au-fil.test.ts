import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { roleDe } from '../../test/acteur.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths

let w: World
let moi: string
let autre: string
let id: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-01-11T10:00:00' })
  moi = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  autre = (await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())
beforeEach(async () => {
  const r = await w.post(p.accueil, { source: DETR }, moi)
  id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
})

const lire = async (chemin: string, qui = moi) => (await w.get(chemin, qui)).text()
const source = () => lire(p.fichier(id))
const decode = (t: string) => t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
/** The marks that an open page holds. */
const base = async (page: string): Promise<Record<string, string>> =>
  JSON.parse(decode(/name="_base" value="([^"]*)"/.exec(await lire(page))![1]!))
type Accuse = {
  enregistre?: string
  erreur?: string
  revision: number
  marques: Record<string, string>
  conflits?: { nom: string; html: string; par?: string }[]
}
/** What the script of an open page sends: a field, with the mark of what it had shown. */
async function taper(
  page: string,
  champs: Record<string, string>,
  marques: Record<string, string>,
  { qui = moi, choix = {} as Record<string, string> } = {},
) {
  const b = Object.fromEntries(Object.keys(champs).map(c => [c, marques[c] ?? '']))
  const r = await w.app.request(URL_TEST + page, {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: qui },
    body: new URLSearchParams({ ...champs, ...choix, _base: JSON.stringify(b) }),
  })
  return { status: r.status, ...((await r.json()) as Accuse) }
}
const annuler = async () => {
  const revision = /name="revision" value="(\d+)"/.exec(await lire(p.section(id, 'bref')))![1]!
  return w.post(p.retour(id), { sens: 'annuler', revision }, moi)
}

describe('une section du studio se garde pendant que j’écris', () => {
  it('chaque champ part seul\u00a0; la page suit sa propre marque, et annuler défait toute ma frappe d’un coup', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    for (const [n, texte] of ['D', 'DETR du', 'DETR du Tarn, 2018'].entries()) {
      const r = await taper(page, { '/titre': texte }, marques)
      expect([r.status, r.revision, r.enregistre]).toEqual([200, n + 1, '10\u00a0h\u00a000'])
      Object.assign(marques, r.marques)
    }
    expect(await source()).toContain('titre: DETR du Tarn, 2018\n')
    const accueil = await lire(p.brouillon(id))
    expect(accueil.match(/<td[^>]*>\s*Titre\s*<\/td>/g)).toHaveLength(1)
    expect((await annuler()).status).toBe(303)
    expect(await source()).toBe(DETR)
    await w.post(p.retour(id), { sens: 'retablir', revision: '4' }, moi)
    expect(await source()).toContain('titre: DETR du Tarn, 2018\n')
  })

  it('deux champs tapés l’un après l’autre s’annulent l’un après l’autre', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    await taper(page, { '/titre': 'DETR' }, marques)
    await taper(page, { '/accroche': 'Une accroche' }, marques)
    await annuler()
    expect(await source()).toContain('titre: DETR\n')
    expect(await source()).not.toContain('Une accroche')
  })

  it('une autre personne a changé le même champ\u00a0: les deux versions, rien d’écrasé\u00a0; la mienne s’écrit si je la garde', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    await taper(page, { '/titre': 'Le sien' }, marques, { qui: autre })
    const r = await taper(page, { '/titre': 'Le mien', '/accroche': 'Mon accroche' }, marques)
    expect(r.status).toBe(409)
    expect(r.conflits!.map(c => [c.nom, c.par])).toEqual([['/titre', 'Cheffe de bureau']])
    expect(r.conflits![0]!.html).toContain('Le sien')
    expect(await source()).toContain('titre: Le sien\n')
    expect(await source()).toContain('accroche: Mon accroche\n')
    const garde = await taper(page, { '/titre': 'Le mien' }, marques, { choix: { '_choix./titre': 'mienne' } })
    expect([garde.status, (await source()).includes('titre: Le mien\n')]).toEqual([200, true])
  })

  // seen to fail: with the text alone for a mark, the empty field of another line was written
  it('la liste a changé d’ordre pendant que je tapais dans une ligne\u00a0: rien ne s’écrit dans la ligne d’une autre', async () => {
    const page = p.section(id, 'regles')
    const lieu = p.lieu(page, '/regles/1')
    const marques = await base(lieu)
    const revision = /name="revision" value="(\d+)"/.exec(await lire(page))![1]!
    expect((await w.post(page, { revision, ordre: 'monter /regles/1' }, autre)).status).toBe(303)
    const avant = await source()
    const vide = Object.keys(marques).find(c => /^\/regles\/1\/(?!titre|code)\w+$/.test(c))!
    const r = await taper(lieu, { [vide]: 'Tapé pour une autre ligne' }, marques)
    expect([r.status, r.conflits!.length]).toEqual([409, 1])
    expect(await source()).toBe(avant)
  })

  it('le bouton envoie toute la page après mes frappes\u00a0: ce que je n’ai pas touché et qu’une autre a changé reste à elle', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    const un = await taper(page, { '/titre': 'Le mien' }, marques)
    Object.assign(marques, un.marques)
    await taper(page, { '/accroche': 'La sienne' }, marques, { qui: autre })
    const avant = /^accroche: (.*)$/m.exec(DETR)?.[1] ?? ''
    const champs = { '/titre': 'Le mien, suite', '/accroche': avant, revision: String(un.revision), _base: JSON.stringify(marques) }
    expect((await w.post(page, champs, moi)).status).toBe(303)
    expect(await source()).toContain('titre: Le mien, suite\n')
    expect(await source()).toContain('accroche: La sienne\n')
  })

  // seen to fail: the page was told that somebody else had changed what it had saved before it was cut off
  it('coupée avant la réponse, ma page continue de taper\u00a0: ce qu’elle a déjà enregistré n’est pas d’une autre personne', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    const choix = { _page: 'ma-page' }
    // saved, and its answer is lost: the page keeps the marks of what it had shown
    expect((await taper(page, { '/titre': 'Le mien' }, marques, { choix })).status).toBe(200)
    expect((await taper(page, { '/accroche': 'La sienne' }, marques, { qui: autre })).status).toBe(200)
    const suite = await taper(page, { '/titre': 'Le mien, suite' }, marques, { choix })
    expect([suite.status, suite.conflits]).toEqual([200, undefined])
    expect(await source()).toContain('titre: Le mien, suite\n')
    // another page, or what somebody else has written there since, is still a conflict
    expect((await taper(page, { '/titre': 'D’un autre onglet' }, marques, { choix: { _page: 'une-autre' } })).status).toBe(409)
    await taper(page, { '/titre': 'Le sien' }, suite.marques, { qui: autre })
    const tard = await taper(page, { '/titre': 'Le mien, fin' }, suite.marques, { choix })
    expect([tard.status, tard.conflits!.map(c => c.par)]).toEqual([409, ['Cheffe de bureau']])
    expect(await source()).toContain('titre: Le sien\n')
  })

  // seen to fail: the page was told that somebody else had changed what it had just saved itself
  it('le bouton part pendant que ma dernière frappe s’enregistre\u00a0: ce n’est pas une autre personne', async () => {
    const page = p.section(id, 'bref')
    const html = await lire(page)
    const marques = await base(page)
    const sienne = { _page: /name="_page" value="([^"]*)"/.exec(html)![1]!, revision: /name="revision" value="(\d+)"/.exec(html)![1]! }
    await taper(page, { '/titre': 'Le mien' }, marques, { choix: { _page: sienne._page } })
    const r = await w.post(page, { ...sienne, '/titre': 'Le mien, en entier', _base: JSON.stringify(marques) }, moi)
    expect([r.status, (await source()).includes('titre: Le mien, en entier\n')]).toEqual([303, true])
    // another page, even of the same person, is somebody else
    const autrePage = await w.post(
      page,
      { ...sienne, _page: 'une-autre', '/titre': 'D’un autre onglet', _base: JSON.stringify(marques) },
      moi,
    )
    expect(autrePage.status).toBe(409)
  })

  // seen to fail: beyond three, the page said that the text could not be read, and an open form was taken away
  it('huit pages du même brouillon demandées à la fois par une personne\u00a0: toutes montrent leur formulaire', async () => {
    const sections = ['bref', 'argent', 'qui', 'quoi', 'formulaire', 'comite', 'suivi', 'contacts']
    const textes = [0, 1, 2, 3].map(n => DETR.replace(/^titre: .*$/m, `titre: Tout neuf ${n}`))
    for (const texte of textes) {
      const r = await w.post(p.accueil, { source: texte }, moi)
      const neuf = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
      const pages = await Promise.all(sections.map(async s => w.get(p.section(neuf, s), moi)))
      expect(pages.map(x => x.status)).toEqual(sections.map(() => 200))
      for (const x of pages) expect(await x.text()).toContain('name="_base"')
    }
  })

  // seen to fail: the mark of a long place was not read, and what somebody else had typed there was written over
  it('un chiffre au nom long, changé par deux personnes\u00a0: la seconde l’apprend', async () => {
    const nom =
      'le plus petit montant des dépenses que la commission veut bien lire avant de donner son avis sur une demande de la catégorie des écoles ou de celle des ponts'
    const r = await w.post(p.accueil, { source: DETR.replaceAll('plancher', nom) }, moi)
    id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    const lieu = `/parametres/${nom.replaceAll(' ', '~2')}`
    const [page, champ] = [p.lieu(p.section(id, 'regles'), lieu), `${lieu}/valeur`]
    expect(champ.length).toBeGreaterThan(200)
    const marques = await base(page)
    expect((await taper(page, { [champ]: '11 000' }, marques, { qui: autre })).status).toBe(200)
    expect((await taper(page, { [champ]: '12 000' }, marques)).status).toBe(409)
    expect(await source()).toContain('valeur: 11 000 €')
  })

  it('six personnes tapent à la fois\u00a0: rien de ce qui est dit enregistré ne manque', async () => {
    const page = p.section(id, 'bref')
    const marques = await base(page)
    const champs = ['/titre', '/sous_titre', '/accroche', '/resume', '/slug', '/code_dossier']
    const r = await Promise.all(champs.map((c, i) => taper(page, { [c]: `NEUF${i}` }, marques, { qui: i % 2 ? moi : autre })))
    const texte = await source()
    for (const [i, x] of r.entries()) if (x.status === 200) expect(texte).toContain(`NEUF${i}`)
    expect(r.every(x => x.status === 200 || x.status === 503)).toBe(true)
    expect(r.some(x => x.status === 200)).toBe(true)
  })

  it('un référent, un porteur, un brouillon jeté, un lieu d’ailleurs\u00a0: rien ne s’écrit', async () => {
    const page = p.section(id, 'bref')
    const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
    const put = (qui: string, chemin = page, corps: Record<string, string> = { '/titre': 'x' }) =>
      w.app.request(URL_TEST + chemin, { method: 'PUT', headers: { origin: URL_TEST, cookie: qui }, body: new URLSearchParams(corps) })
    expect((await put(referent)).status).toBe(404)
    expect((await w.post(p.presence(id), { etape: 'bref' }, referent)).status).toBe(404)
    expect((await put(moi, `${page}?lieu=sans-barre`)).status).toBe(404)
    await put(moi, page, { '/regles/0/titre': 'Ailleurs', '/__proto__/titre': 'x' })
    expect(await source()).toBe(DETR)
    await w.post(p.abandon(id), {}, moi)
    expect((await put(moi)).status).toBe(404)
  })
})

describe('qui écrit le même appel que moi', () => {
  it('je vois qui est là, dans quelle section\u00a0; une minute sans signe, plus personne', async () => {
    w.regler('2027-01-11T11:00:00')
    await lire(p.section(id, 'regles'), autre)
    expect(await lire(p.section(id, 'bref'))).toContain('Cheffe de bureau remplit la section «\u00a0Règles\u00a0».')
    expect(await lire(p.brouillon(id))).toContain('Ici en ce moment')
    const signe = async (etape: string) => {
      const r = await w.post(p.presence(id), { etape }, moi)
      return { status: r.status, ...((await r.json()) as { autres?: unknown[]; revision?: number }) }
    }
    expect(await signe('regles')).toEqual({ status: 200, autres: [{ nom: 'Cheffe de bureau', etape: 'regles' }], revision: 0 })
    w.regler('2027-01-11T11:01:01')
    expect((await signe('regles')).autres).toEqual([])
    expect((await signe('<b>')).status).toBe(422)
    w.regler('2027-01-11T10:00:00')
  })
})
