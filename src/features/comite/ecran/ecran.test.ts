import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { URL_TEST } from '../../../test/world.ts'

const p = paths.comite
const s = ouvrirSalle()
const { deporter, lire } = s
type Qui = { cookie: string }
const admin = () => s.m.administratrice
/** The address of the screen, as it is shown to whoever opens it. */
async function ouvrir(qui: Qui = admin()) {
  const r = await s.m.w.post(p.ecranSalle(s.seance), {}, qui.cookie)
  expect([r.status, r.headers.get('cache-control')]).toEqual([200, expect.stringContaining('no-store')])
  return /(\/ecran\/[A-Za-z0-9_-]{43})/.exec(await r.text())![1]!
}
const voir = (adresse: string, qui?: Qui) => s.m.w.get(adresse, qui?.cookie)
const proposer = (dossier: string, champs: Record<string, string>, qui: Qui = admin()) =>
  s.m.w.app.request(URL_TEST + p.propositionSalle(s.seance, dossier), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: qui.cookie },
    body: new URLSearchParams(champs),
  })
async function finaliser(dossiers: readonly string[]) {
  const commun = [s.seance, dossiers, s.m.w.horloge.instant]
  await s.q(
    `insert into grille (id, guichet_id, seance_id, membre_id, dossier_id, avis, modifiee_le)
      select gen_random_uuid(), m.guichet_id, m.seance_id, m.id, d, 'Un avis à taire.', $3 from seance_membre m, unnest($2::uuid[]) d where m.seance_id = $1`,
    commun,
  )
  await s.q(
    `insert into note (guichet_id, grille_id, critere, valeur, depot_id, notee_le)
      select g.guichet_id, g.id, 'portage', 2, i.depot_id, $3 from grille g join instruction i on i.dossier_id = g.dossier_id
      where g.seance_id = $1 and g.dossier_id = any($2)`,
    commun,
  )
  await s.q(
    `update grille g set finalisee_le = $3, depot_id = i.depot_id from instruction i
      where i.dossier_id = g.dossier_id and g.seance_id = $1 and g.dossier_id = any($2)`,
    commun,
  )
}

describe('l’écran de la salle', () => {
  it('s’ouvre sans compte à son adresse\u00a0: le dossier en débat, l’enveloppe, aucune commande', async () => {
    const adresse = await ouvrir()
    const r = await voir(adresse)
    expect([r.status, r.headers.get('cache-control'), r.headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'noindex'])
    const html = await r.text()
    expect(html).not.toMatch(/<form|<button/)
    const lu = await lire(voir(adresse))
    for (const mot of [
      'Un guichet en ligne pour les familles',
      'Enveloppe 794 000 €',
      'Dossier 1 sur 3',
      'Elles se montrent quand toutes sont finalisées',
    ])
      expect(lu).toContain(mot)
  })

  it('suit ce que la présidence tape\u00a0: proposé, et ce qu’il resterait\u00a0; une autre proposition que du dossier en débat n’en est pas une', async () => {
    const adresse = await ouvrir()
    const [a, b] = s.dossiers as [string, string]
    expect((await proposer(a, { sens: 'partiel', montant: '4 000' })).status).toBe(204)
    expect(await lire(voir(adresse))).toMatch(/Proposé 4 000 € .*Il resterait 790 000 €.*Proposition en débat Retenu en partie : 4 000 €/)
    await proposer(b, { sens: 'partiel', montant: '999' })
    expect(await lire(voir(adresse))).toContain('790 000 €')
    await proposer(a, { sens: 'retenu', montant: 'beaucoup' })
    expect(await lire(voir(adresse))).not.toContain('Proposé')
    await proposer(a, { sens: 'retenu', montant: '800 000' })
    expect(await lire(voir(adresse))).toContain('Il manquerait 6 000 €')
    await s.decider(a)
    const apres = await lire(voir(adresse))
    expect(apres).not.toContain('Proposition en débat')
    expect(apres).toContain('Dossier 2 sur 3')
  })

  it('les notes s’y montrent quand personne n’a plus à noter à l’aveugle, sans nom, sans avis, sans qui est déporté', async () => {
    const adresse = await ouvrir()
    const [a] = s.dossiers as [string]
    await finaliser([a])
    expect(await lire(voir(adresse))).toContain('il en reste 8')
    await finaliser(s.dossiers.slice(1))
    await deporter(a, s.m.hauteCorse)
    const lu = await lire(voir(adresse))
    expect(lu).toContain('Les notes, désaccord d’abord')
    expect(lu).not.toMatch(/déport|Un avis à taire|conflit/i)
    expect(lu).not.toContain('Ancien employeur')
  })

  it('un membre déporté ne l’ouvre pas dans sa session, ni un porteur\u00a0; qui siège sans conflit, oui', async () => {
    const adresse = await ouvrir()
    await deporter(s.dossiers[2]!, s.m.hauteCorse)
    for (const qui of [s.m.hauteCorse, s.m.porteur, s.m.suppleante]) {
      const r = await voir(adresse, qui)
      expect([r.status, (await voir(`${adresse}/direct`, qui)).status]).toEqual([403, 404])
      const lu = await lire(r)
      expect(lu).toContain('Cet écran ne s’ouvre pas ici')
      expect(lu).not.toContain('Un guichet en ligne')
    }
    expect((await voir(adresse, s.m.regionale)).status).toBe(200)
  })

  it('un autre écran arrête le premier\u00a0; la clôture les ferme\u00a0; la base ne garde pas l’adresse', async () => {
    const une = await ouvrir()
    const autre = await ouvrir()
    expect((await voir(une)).status).toBe(404)
    expect((await voir(autre)).status).toBe(200)
    const { rows } = await s.q('select s::text as t from seance s where id = $1', [s.seance])
    expect(rows[0].t).not.toContain(autre.split('/').at(-1)!)
    await s.q("update seance set etat = 'close', close_le = now() where id = $1", [s.seance])
    expect((await voir(autre)).status).toBe(404)
    expect((await voir(`${autre}/direct`)).status).toBe(404)
  })

  it('un membre n’ouvre pas d’écran, et ne propose rien\u00a0; un étranger n’y trouve rien', async () => {
    const [a] = s.dossiers as [string]
    expect((await s.m.w.post(p.ecranSalle(s.seance), {}, s.m.corseDuSud.cookie)).status).toBe(403)
    expect((await proposer(a, { sens: 'retenu', montant: '1' }, s.m.corseDuSud)).status).toBe(403)
    expect((await s.m.w.post(p.ecranSalle(s.seance), {}, s.m.porteur.cookie)).status).toBe(404)
    expect((await voir(p.ecran('x'.repeat(43)))).status).toBe(404)
  })

  it('il est dit qu’il y a à relire quand une proposition change, aux écrans de la salle seulement', async () => {
    const adresse = await ouvrir()
    const estampille = async (a: string, qui?: Qui) =>
      /data-salle-estampille-value="([0-9a-f]{32})"/.exec(await (await voir(a, qui)).text())![1]
    const [ecran, membre] = [await estampille(adresse), await estampille(p.salle(s.seance), s.m.regionale)]
    await proposer(s.dossiers[0]!, { sens: 'partiel', montant: '4 000' })
    expect(await estampille(adresse)).not.toBe(ecran)
    expect(await estampille(p.salle(s.seance), s.m.regionale)).toBe(membre)
  })

  it('dit que la décision attendra quand trop peu peuvent voter, sans dire combien ni pourquoi', async () => {
    const adresse = await ouvrir()
    expect(await lire(voir(adresse))).not.toContain('La décision attendra')
    for (const qui of [s.m.hauteCorse, s.m.regional]) await deporter(s.dossiers[0]!, qui)
    const lu = await lire(voir(adresse))
    expect(lu).toContain('La décision attendra. Il n’y a pas assez de votants pour ce dossier.')
    expect(lu).not.toMatch(/déport|\d votant/i)
  })
})
