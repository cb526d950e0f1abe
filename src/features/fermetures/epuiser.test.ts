import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { enContinu, MENSUEL } from '../../test/continu.ts'
import { decide } from '../../test/laureats.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { fermerEpuises } from './epuiser.ts'
import { rouvrirAppel } from './rouvrir.ts'

/** The envelope is 794 000 €; the call closes by itself when less than 780 000 € is left to announce. Tests follow one another in time. */
let w: World
let admin: Awaited<ReturnType<World['compte']>>
let vico: Awaited<ReturnType<World['compte']>>
let dossiers: string[]
const decisions: string[] = []
beforeAll(async () => {
  w = await openWorld()
  await publier(w, t => enContinu(MENSUEL)(t).replace('  jalons:', '  seuil_fermeture: 780 000 €\n  jalons:'))
  admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  const id = await dossierPret(w, vico.cookie)
  await deposer(w, vico.cookie, id)
  dossiers = await copiesAuComite(w, id, 2)
  await dossierPret(w, vico.cookie)
  w.regler('2021-11-08T14:20:00')
})
afterAll(() => w.close())

const page = async () => (await lisible(await w.get(paths.appels.voir(SLUG)))).replace(/[\u00a0\u202f]/g, ' ')
const fermer = () => fermerEpuises(w.deps, w.horloge.instant)

it('le seuil est publié avec l’appel', async () => {
  expect(await page()).toContain('quand il reste moins de 780 000 € à annoncer, l’appel ferme 7 jours après un avis publié ici.')
})

const enveloppes = async () =>
  (await lisible(await w.get(paths.administration.enveloppes(SLUG), admin.cookie))).replace(/[\u00a0\u202f]/g, ' ')

// seen to fail: what the ledger holds was counted, which told everybody of decisions that nobody was told
it('décidées et confirmées, tant que leurs lettres ne sont pas parties, les aides ne comptent pas', async () => {
  for (const d of dossiers) decisions.push(await decide(w, d, admin.id, { montant: 1_000_000, notifiee: null }))
  const { rows } = await w.owner.query('select sum(accorde)::int as n from enveloppe')
  expect(rows[0].n).toBe(2_000_000)
  expect(await fermer()).toBe(0)
  expect(await page()).not.toContain('Fermeture anticipée')
  expect(await enveloppes()).not.toContain('sous le seuil')
})

// seen to fail: what the envelope keeps back was counted (774 000 €)
it('notifiées pendant que six passages comptent, elles ferment l’appel une fois, après son avis', async () => {
  // 4 000 € kept back are nobody's to announce
  await w.owner.query(
    `insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
      select gen_random_uuid(), guichet_id, appel_id, 'reserve', id, 400000, 'Aléa', $1, $2 from enveloppe`,
    [admin.id, w.horloge.instant],
  )
  const notifier = (decision: string) =>
    w.owner.query("update notification set envoyee_le = $2, sha256 = repeat('0', 64), cle = gen_random_uuid() where decision_id = $1", [
      decision,
      w.horloge.instant,
    ])
  await notifier(decisions[0]!)
  await w.owner.query("update dossier set etat = 'retenu' where id = $1", [dossiers[0]])
  expect(await fermer()).toBe(0)
  await w.owner.query("update dossier set etat = 'retenu' where id = $1", [dossiers[1]])
  const passages = await Promise.all([
    ...Array.from({ length: 3 }, fermer),
    notifier(decisions[1]!).then(() => 0),
    ...Array.from({ length: 3 }, fermer),
  ])
  expect(passages.reduce((s, n) => s + n, 0) + (await fermer())).toBe(1)
  const lue = await page()
  for (const mot of [
    'Fermeture anticipée',
    'Fin des dépôts le lundi 15 novembre 2021 à 15 h 00',
    'Il reste 770 000 € à annoncer, sous le seuil de 780 000 € publié avec l’appel.',
  ])
    expect(lue).toContain(mot)
  // seen to fail: what is decided and untold taken off the public remainder
  const dites = await enveloppes()
  for (const mot of [
    'Fermer quand l’argent manque',
    'Seuil publié avec l’appel : 780 000 € restant à annoncer.',
    'Reste public : 770 000 € , sous le seuil.',
    'En dessous, les dépôts ferment seuls, 7 jours après un avis public.',
    'fin des dépôts le lundi 15 novembre 2021 à 15 h 00',
  ])
    expect(dites.replace(/\s+/g, ' ')).toContain(mot)
  expect((await w.courriels()).filter(c => c.sujet.includes('les dépôts ferment')).map(c => c.destinataire)).toEqual([vico.courriel])
})

it('rouvert par un acte, l’appel ne se referme pas seul', async () => {
  const ctx = {
    ...w.ctx(),
    acteur: {
      compteId: admin.id,
      nom: 'A',
      courriel: '',
      structures: [],
      roles: [{ role: 'administrateur', departements: [], volets: [] }],
    },
  } as never
  expect((await rouvrirAppel(ctx, { slug: SLUG, motif: 'Des crédits de plus sont ouverts.' })).ok).toBe(true)
  expect(await fermer()).toBe(0)
  expect(await page()).toContain('Rouvert')
})
