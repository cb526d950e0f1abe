import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isoParis } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { verifierJournal } from '../../journal/index.ts'
import { jouerActes } from '../actes-inventes.ts'
import { installerDemonstration } from '../index.ts'
import { lireJeu } from '../jeu.ts'
import { jouerSuite } from './jouer-suite.ts'

/** A visitor who jumps over the instruction, chooses « Les résultats », then « Premier bilan ». The tests follow one another. */
let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const choisir = async (instant: string, suite = '') => (await w.post(paths.demo.horloge, { instant, suite })).headers.get('location')
const heure = () => isoParis(w.horloge.maintenant()).slice(0, 16)
const entrer = async (persona: string) => (await w.post(paths.demo.session, { persona })).headers.get('set-cookie')!.split(';')[0]!
const lire = async (chemin: string, persona?: string) => lisible(await w.get(chemin, persona && (await entrer(persona))))
const etats = async (requete: string) => Object.fromEntries((await w.owner.query(requete)).rows.map(r => [r.cle, r.n]))
const instructions = () => etats("select etat || ' ' || suite as cle, count(*)::int as n from instruction group by 1")
const etapes = async () =>
  (await w.journal()).filter(e => e.action === 'demonstration.etape').map(e => (e.donnees as { etape: string }).etape)
const RESULTATS = ['instruction', 'notation', 'decisions', 'lettres']

test('d’un seul pas, aucun acte de l’instruction n’est refusé, et le journal reste dans l’ordre', async () => {
  expect(await jouerActes(w.deps, lireJeu(w.deps.config.GUICHET_DEMONSTRATION), new Date('2021-12-01T08:00:00Z'))).toEqual([])
  const instants = (await w.auGuichet(tx => tx.selectFrom('evenement').select('instant').orderBy('rang').execute())).map(e =>
    e.instant.getTime(),
  )
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
  expect((await w.owner.query('select fait_le from releve')).rows).toEqual([{ fait_le: new Date('2021-09-20T07:00:00Z') }])
  expect(await instructions()).toMatchObject({ 'au_comite comite': 19, 'irrecevable clos': 1 })
}, 60_000)

test('« Les résultats » : la page dit ce qui se prépare, et l’horloge attend', async () => {
  expect(await choisir('2021-11-09T09:00', 'resultats')).toBe(paths.demo.preparation)
  expect(await lire(paths.demo.preparation)).toMatch(/« Les résultats ».*0 étape sur 4.*Les référents instruisent les dossiers ?: en cours/)
  for (const suite of ['', 'resultats', 'bilan']) expect(await choisir('2022-03-01T09:00', suite)).toBe(paths.demo.preparation)
  expect(heure()).toBe('2021-09-13T10:00')
})

test('arrêtée aux lettres puis reprise par deux tâches à la fois, chaque étape est jouée une fois et chacun reçoit une lettre', async () => {
  const panne = { ...w.deps.stockage, ecrire: () => Promise.reject(new Error('panne')) }
  await expect(jouerSuite({ ...w.deps, stockage: panne })).rejects.toThrow('panne')
  expect(await etapes()).toEqual(RESULTATS.slice(0, 3))
  expect(await lire(paths.demo.preparation)).toContain('3 étapes sur 4')
  // seen to fail when runs do not wait for one another: both ran the last step, which stood twice in the journal
  expect(await Promise.all([jouerSuite(w.deps), jouerSuite(w.deps)])).toEqual([[], []])
  expect(await etapes()).toEqual(RESULTATS)
  expect(heure()).toBe('2021-11-09T09:00')
  expect(await instructions()).toMatchObject({ 'retenu clos': 18, 'non_retenu clos': 1, 'liste_complementaire clos': 1 })
  const doubles = await w.owner.query('select decision_id, structure_id from notification group by 1, 2 having count(*) > 1')
  expect(doubles.rows).toEqual([])
  expect(await lire(paths.demo.preparation)).toContain('C’est prêt')
}, 120_000)

test('les lauréats sont publics, Vico parmi eux, et le comité a tenu sous l’enveloppe', async () => {
  const page = await lire(paths.appels.laureats('itn7-axe3-corse-2021'))
  for (const mot of ['18 projets', 'Vos démarches à la mairie', 'Trente agents à l’aise']) expect(page).toContain(mot)
  const { rows } = await w.owner.query('select sum(i.montant)::int <= min(e.montant) as tient from imputation i, enveloppe e')
  expect(rows).toEqual([{ tient: true }])
  expect((await w.owner.query('select etat from seance')).rows).toEqual([{ etat: 'close' }])
})

test('« Premier bilan » : Vico a le sien à déposer, Fium’Orbu Castellu le sien à reprendre, le service suit l’argent', async () => {
  await choisir('2022-01-18T09:00', 'bilan')
  expect(await jouerSuite(w.deps)).toEqual([])
  expect(heure()).toBe('2022-01-18T09:00')
  expect(await etats('select etat as cle, count(*)::int as n from bilan where rang = 1 group by 1')).toEqual({
    accepte: 13,
    a_deposer: 2,
    depose: 2,
    renvoye: 1,
  })
  expect(await lire(paths.bilans.liste, 'porteur-commune')).toMatch(/Vos démarches.*retard/)
  expect(await lire(paths.bilans.liste, 'porteur-epci')).toMatch(/Trente agents.*Renvoyé/)
  const portefeuille = await lire(paths.suivi.portefeuille, 'administrateur')
  for (const mot of ['15 sur 18', "CC de Fium'Orbu Castellu : un bilan est à reprendre", 'Lire le bilan de Luri'])
    expect(portefeuille).toContain(mot)
  expect(await lire(paths.donneesOuvertes.subventions())).toContain('Vos démarches à la mairie')
}, 120_000)

/** What no sentence of the guichet may hold, whoever reads it. */
const FAUTES: readonly [string, RegExp][] = [
  // a capital begins a title or a cell, which may say the word of its column
  ['un mot deux fois', /(?<![\p{L}\d’-])(?!nous|vous)(\p{Ll}{2,}) \1(?![\p{L}\d])/u],
  ['« de » devant « un », « le », « il »', /(?<!\p{L})(?:de (?:une?|les?|ils?|elles?)|à les?|que (?:ils?|elles?))(?!\p{L})/iu],
  [
    'un pluriel après 1',
    /(?<!\d\s)(?<![\d,.\p{L}-])1 (?:dossier|pièce|point|bilan|commande|lettre|complément|règle|structure|projet)s(?!\p{L})/iu,
  ],
  ['un caractère invisible', /[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]/u],
]
const fautesDe = (texte: string) => FAUTES.flatMap(([quoi, motif]) => (motif.test(texte) ? [`${quoi} : ${motif.exec(texte)![0]}`] : []))

test('chaque courriel, chaque lettre et le procès-verbal se lisent sans mot doublé, faux pluriel ni caractère invisible', async () => {
  expect(fautesDe('Le service a besoin de un complément.')).toHaveLength(1)
  expect(fautesDe('Il reste 1 pièces, le le dossier.\u200b')).toHaveLength(3)
  const courriels = await w.courriels()
  const { rows } = await w.owner.query<{ cle: string }>(
    'select cle from notification where cle is not null union all select cle from proces_verbal where cle is not null',
  )
  expect([courriels.length > 100, rows.length > 20]).toEqual([true, true])
  const textes = courriels.map((c): [string, string] => [c.sujet, `${c.sujet}\n${c.texte}`])
  for (const { cle } of rows) textes.push([cle, (await lirePdf(await buffer(w.deps.stockage.lire(cle)))).texte])
  const dites = textes.flatMap(([ou, texte]) => fautesDe(texte.replaceAll('\u00a0', ' ')).map(f => `${ou} — ${f}`))
  expect([...new Set(dites)]).toEqual([])
}, 120_000)

test('revenir en arrière ne défait rien, revenir au moment ne rejoue rien, et le journal est intact', async () => {
  const avant = (await etapes()).length
  await choisir('2021-10-25T09:00')
  expect(heure()).toBe('2021-10-25T09:00')
  expect(await choisir('2021-11-09T09:00', 'resultats')).toBe(paths.demo.accueil)
  expect(heure()).toBe('2021-11-09T09:00')
  expect((await etapes()).length).toBe(avant)
  expect(await w.auGuichet(tx => verifierJournal(tx, w.guichetId))).toMatchObject({ ok: true })
})
