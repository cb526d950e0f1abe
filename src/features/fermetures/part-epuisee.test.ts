import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { enContinu, MENSUEL, parDepartement } from '../../test/continu.ts'
import { decideAuComite } from '../../test/decisions.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { jouerEnvois } from '../notifications/index.ts'
import { fermerEpuises } from './epuiser.ts'

/** A fund by département: Corse-du-Sud closes by itself below 390 000 € left of 400 000 €, Haute-Corse below 380 000 € left of 394 000 €. Tests follow one another in time. */
const a = paths.administration
type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let admin: Compte
let vico: Compte
let collegue: Compte
let corte: Compte
const prets: { vico: string[]; corte: string[] } = { vico: [], corte: [] }
const envoyees: { sud: string[]; nord: string[] } = { sud: [], nord: [] }
beforeAll(async () => {
  w = await openWorld()
  await publier(w, t =>
    parDepartement({ '2A': '400 000 €', '2B': '394 000 €' })(enContinu(MENSUEL)(t))
      .replace('montant: 400 000 €', 'montant: 400 000 €, seuil_fermeture: 390 000 €')
      .replace('montant: 394 000 €', 'montant: 394 000 €, seuil_fermeture: 380 000 €'),
  )
  admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  collegue = await w.compte({ structures: ['Vico'] })
  corte = await w.compte({ structures: ['Corte'] })
  const [auSud, auNord] = [await dossierPret(w, vico.cookie), await dossierPret(w, corte.cookie)]
  await deposer(w, vico.cookie, auSud)
  await deposer(w, corte.cookie, auNord)
  envoyees.sud = await copiesAuComite(w, auSud, 6)
  envoyees.nord = await copiesAuComite(w, auNord, 6)
  for (let i = 0; i < 13; i++) prets.vico.push(await dossierPret(w, vico.cookie))
  for (let i = 0; i < 13; i++) prets.corte.push(await dossierPret(w, corte.cookie))
  w.regler('2021-11-08T14:20:00')
  await w.post(a.ouvertureEnveloppes(SLUG), {}, admin.cookie)
}, 120_000)
afterAll(() => w.close())

const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const page = () => lire(w.get(paths.appels.voir(SLUG)))
const fermer = () => fermerEpuises(w.deps, w.horloge.instant)
/** Decided, confirmed and asked for: only their letters are missing. */
async function decider(dossiers: readonly string[], enveloppe: string, montant: number) {
  const decisions: string[] = []
  for (const d of dossiers) decisions.push(await decideAuComite(w, d, admin.id, { sens: 'retenu', montant, enveloppe }))
  expect((await w.post(a.confirmation(SLUG), { decisions }, admin.cookie)).status).toBe(303)
  await w.post(a.envois(SLUG), {}, admin.cookie)
}
const fermees = async () =>
  (await w.owner.query('select enveloppe, ferme_le, publiee_par from fermeture_part where rouverte_le is null order by ferme_le')).rows
const recus = async () => (await w.courriels()).filter(c => c.sujet.includes('les dépôts ferment'))

// seen to fail: without a line of the ledger, nothing was left of it
it('une part qu’une version ajoute ne ferme pas tant que personne ne l’a ouverte', async () => {
  await w.owner.query("update enveloppe set code = 'autre' where code = 'haute_corse'")
  expect(await fermer()).toBe(0)
  await w.owner.query("update enveloppe set code = 'haute_corse' where code = 'autre'")
})

it('le seuil de chaque part est publié avec l’appel, et l’administration lit ce qui en reste', async () => {
  expect(await page()).toContain(
    'quand il reste moins de 390 000 € à annoncer sur la part « Corse-du-Sud », elle ferme 7 jours après un avis publié ici.',
  )
  await decider(envoyees.sud, 'corse_du_sud', 200_000)
  const dite = await lire(w.get(a.enveloppes(SLUG), admin.cookie))
  expect(dite.replace(/\s+/g, ' ')).toContain('Corse-du-Sud. Seuil : 390 000 € restant à annoncer. Reste public : 400 000 € .')
})

// seen to fail: with what the ledger grants, the share closed before any letter
it('décidées et confirmées, leurs aides ne comptent pas tant que les lettres ne sont pas parties', async () => {
  expect(await fermer()).toBe(0)
  expect(await page()).not.toContain('les dépôts ferment')
})

it('les lettres partent pendant que six passages comptent et que six dossiers se déposent\u00a0: la part épuisée ferme une fois, seule', async () => {
  const [, depots, fermes] = await Promise.all([
    Promise.all([jouerEnvois(w.deps), jouerEnvois(w.deps)]),
    Promise.all(prets.vico.splice(0, 6).map(id => deposer(w, vico.cookie, id))),
    Promise.all(Array.from({ length: 6 }, fermer)),
  ])
  expect(depots.map(r => r.status)).toEqual(Array(6).fill(303))
  expect(fermes.reduce((s, n) => s + n, 0) + (await fermer())).toBe(1)
  expect(await fermer()).toBe(0)
  expect(await fermees()).toEqual([{ enveloppe: 'corse_du_sud', ferme_le: new Date('2021-11-15T14:00:00Z'), publiee_par: null }])
  const lue = await page()
  for (const mot of [
    'Corse-du-Sud : les dépôts ferment le lundi 15 novembre 2021 à 15 h 00',
    'à annoncer sur cette part, sous le seuil de 390 000 € publié avec l’appel.',
    'Reste ouverte : « Haute-Corse ».',
    'Rien ne presse',
  ])
    expect(lue).toContain(mot)
  expect((await w.journal()).filter(e => e.action === 'appel.fermeture').at(-1)).toMatchObject({
    donnees: { part: 'Corse-du-Sud', prevenus: 2, seuil: 39_000_000 },
  })
})

it('qui a un brouillon de cette part l’apprend une fois, qui vise l’autre n’apprend rien', async () => {
  const lus = await recus()
  expect(lus.map(c => c.destinataire).sort()).toEqual([vico.courriel, collegue.courriel].sort())
  expect(lus[0]!.texte.replace(/[\u00a0\u202f]/g, ' ')).toMatch(/Reste ouverte : « Haute-Corse »[\s\S]*ne peut plus être déposé/)
})

it('la dernière seconde compte\u00a0; après, le dépôt est refusé d’une phrase qui nomme la part, et l’autre reçoit toujours', async () => {
  w.horloge.instant = new Date('2021-11-15T14:00:00.999Z')
  const atemps = await Promise.all(prets.vico.splice(0, 6).map(id => deposer(w, vico.cookie, id)))
  expect(atemps.map(r => r.status)).toEqual(Array(6).fill(303))
  w.horloge.instant = new Date('2021-11-15T14:00:01.000Z')
  const [tard] = prets.vico
  const refus = await Promise.all(Array.from({ length: 6 }, () => deposer(w, vico.cookie, tard!)))
  expect(refus.map(r => r.status)).toEqual(Array(6).fill(422))
  expect(await lire(refus[0]!)).toContain('La part « Corse-du-Sud » de l’appel est close depuis le lundi 15 novembre 2021 à 15 h 00')
  const champ = await w.post(paths.dossiers.etape(tard!, 'projet'), { titre: 'Une maison de village' }, vico.cookie)
  expect(await lire(champ)).toContain('La part « Corse-du-Sud » de l’appel est close depuis')
  await deposer(w, corte.cookie, prets.corte.shift()!)
})

it('rouverte par un acte, une part ne se referme pas seule', async () => {
  await decider(envoyees.nord, 'haute_corse', 300_000)
  await jouerEnvois(w.deps)
  expect(await fermer()).toBe(1)
  expect((await w.post(a.reouverture(SLUG), { enveloppe: 'haute_corse', motif: 'Des crédits viennent.' }, admin.cookie)).status).toBe(303)
  expect(await fermer()).toBe(0)
  expect((await fermees()).map(f => f.enveloppe)).toEqual(['corse_du_sud'])
})

it('la dernière part épuisée ferme l’appel tout entier', async () => {
  await w.owner.query("alter table fermeture_part disable trigger rouverte; delete from fermeture_part where enveloppe = 'haute_corse'")
  expect(await fermer()).toBe(1)
  expect(await fermees()).toMatchObject([{ enveloppe: 'corse_du_sud' }, { enveloppe: 'haute_corse' }])
  expect((await recus()).at(-1)!.texte.replace(/[\u00a0\u202f]/g, ' ')).toContain('C’était la dernière part ouverte de l’appel.')
  const [, fin] = await fermees()
  w.horloge.instant = new Date(fin.ferme_le.getTime() + 1000)
  const tard = await deposer(w, corte.cookie, prets.corte.shift()!)
  expect(tard.status).toBe(422)
  expect(await lire(tard)).toContain('L’appel est clos depuis')
  expect(await lire(w.get(a.fermeture(SLUG), admin.cookie))).toContain('Cet appel ne reçoit pas de dossier')
})
