import { afterAll, beforeAll, expect, test } from 'vitest'
import { isoParis } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { adressesPdf } from '../../../test/adresses-pdf.ts'
import { publicCommeLeRegistre } from '../../../test/argent-public.ts'
import { LECTURES, lireDocuments } from '../../../test/documents-lus.ts'
import { fautesDe, fautesDePage, texteDePage } from '../../../test/fautes-de-texte.ts'
import { lirePage } from '../../../test/lire-page.ts'
import { PERSONAS } from '../../../test/tour.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
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
const AVANCE = 'Le guichet avance vers « Les résultats » : son horloge change encore, et des courriels arrivent.'
const RESULTATS = ['instruction', 'notation', 'decisions', 'lettres']

test('d’un seul pas, aucun acte de l’instruction n’est refusé, et le journal reste dans l’ordre', async () => {
  expect(await jouerActes(w.deps, lireJeu(w.deps.config.GUICHET_DEMONSTRATION), new Date('2021-12-01T08:00:00Z'))).toEqual([])
  const instants = (await w.auGuichet(tx => tx.selectFrom('evenement').select('instant').orderBy('rang').execute())).map(e =>
    e.instant.getTime(),
  )
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
  expect((await w.owner.query('select fait_le from releve')).rows).toEqual([{ fait_le: new Date('2021-09-20T07:00:00Z') }])
  expect(await instructions()).toMatchObject({ 'au_comite comite': 19, 'irrecevable clos': 1 })
  for (const chemin of [paths.projetsAides(), paths.argent.accueil])
    expect(await lire(chemin)).toMatch(/Aucun(e aide n’est encore| projet aidé n’est) publié/)
}, 60_000)

test('« Les résultats » : la page dit ce qui se prépare, et l’horloge attend', async () => {
  expect(await choisir('2021-11-09T09:00', 'resultats')).toBe(paths.demo.preparation)
  expect(await lire(paths.demo.preparation)).toMatch(/« Les résultats ».*0 étape sur 4.*Les référents instruisent les dossiers ?: en cours/)
  for (const suite of ['', 'resultats']) expect(await choisir('2022-03-01T09:00', suite)).toBe(paths.demo.preparation)
  // seen to fail: the mailbox of a story half told beside a page that told nothing of it
  for (const page of [paths.demo.accueil, paths.demo.courriels]) expect(await lire(page)).toContain(AVANCE)
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
  for (const page of [paths.demo.accueil, paths.demo.courriels]) expect(await lire(page)).not.toContain('Le guichet avance')
}, 120_000)

test('les lauréats sont publics, Vico parmi eux, et le comité a tenu sous l’enveloppe', async () => {
  const page = await lire(paths.projetsAides())
  for (const mot of ['18 projets', 'Vos démarches à la mairie', 'Trente agents à l’aise']) expect(page).toContain(mot)
  const { rows } = await w.owner.query('select sum(i.montant)::int <= min(e.montant) as tient from imputation i, enveloppe e')
  expect(rows).toEqual([{ tient: true }])
  expect((await w.owner.query('select etat from seance')).rows).toEqual([{ etat: 'close' }])
  expect(await publicCommeLeRegistre(w)).toMatchObject({ verse: 0, depense: 0 })
})

test('avant qu’un acte ne soit établi, son aperçu se lit sans faute', async () => {
  const { lus, refuses } = await lireDocuments(w, ['suiviDossier.apercuActe'])
  expect([lus.length, refuses]).toEqual([18, []])
  expect(lus.flatMap(d => fautesDe(d.texte))).toEqual([])
}, 120_000)

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
  for (const mot of ['15 sur 18', 'CC de Fium’Orbu Castellu : un bilan est à reprendre', 'Lire le bilan de Luri'])
    expect(portefeuille).toContain(mot)
  expect(await lire(paths.donneesOuvertes.subventions())).toContain('Vos démarches à la mairie')
  const { verse, depense } = await publicCommeLeRegistre(w)
  expect([verse > 0, depense > 0]).toEqual([true, true])
  // the sole trader of the demonstration
  for (const chemin of [paths.argent.accueil, paths.donneesOuvertes.commandes()]) {
    expect(await lire(chemin)).toContain('Entrepreneur individuel')
    expect(await lire(chemin)).not.toContain('Plaine orientale')
  }
}, 120_000)

let lu: Awaited<ReturnType<typeof lireDocuments>>
test('chaque genre de PDF qui a une adresse est ouvert par qui le reçoit', async () => {
  expect(Object.keys(LECTURES).toSorted()).toEqual([...adressesPdf(SLUG).keys()].toSorted())
  lu = await lireDocuments(w)
  expect(lu.refuses).toEqual([])
  // every act is established at this moment: what one looks at beforehand was read above
  expect(lu.vides).toEqual([
    'dossiers.preselection',
    'instruction.lettrePreselection',
    'instruction.attestationAvis',
    'structures.attestationOrdre',
    'suiviDossier.apercuActe',
    'administration.documentReleve',
  ])
  expect(lu.lus.filter(d => d.genre === 'archive').length).toBeGreaterThan(20)
}, 600_000)

test('chaque PDF et chaque courriel se lit sans mot doublé, faux pluriel, « de un » ni caractère invisible', async () => {
  expect(fautesDe('Le service a besoin de un complément.')).toHaveLength(1)
  // seen to fail: a name that ends as an infinitive was taken for one
  expect(fautesDe('La copie de le dossier, au lieu de le garder.')).toHaveLength(1)
  expect(fautesDe('Il reste 1 pièces, le le dossier.\u200b')).toHaveLength(3)
  const courriels = await w.courriels()
  expect(courriels.length).toBeGreaterThan(100)
  const textes = [
    ...courriels.map(c => [c.sujet, `${c.sujet}\n${c.texte}`.replaceAll('\u00a0', ' ')] as const),
    ...lu.lus.map(d => [`${d.genre} ${d.ou}`, d.texte] as const),
  ]
  expect([...new Set(textes.flatMap(([ou, texte]) => fautesDe(texte).map(f => `${ou} — ${f}`)))]).toEqual([])
}, 120_000)

/** « 30 000,00 € » and « 30 000 € »: written here, so that what formats the documents is not what checks them. */
const milliers = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
const pleins = (c: number) => `${milliers(Math.trunc(c / 100))},${String(c % 100).padStart(2, '0')} €`
const courts = (c: number) => (c % 100 === 0 ? `${milliers(c / 100)} €` : pleins(c))
const lireEuros = (t: string) => Math.round(Number(t.replace(/[\s€]/g, '').replace(',', '.')) * 100)

test('les montants des PDF et des courriels sont ceux du livre de l’enveloppe, au centime', async () => {
  const { rows: livre } = await w.owner.query<{ numero: string; accorde: number; demande: number; cout: number; verse: number[] }>(
    `select i.numero, i.aide_demandee::int as demande, i.cout_global::int as cout,
       (select coalesce(sum(m.montant), 0)::int from mouvement m where m.dossier_id = i.dossier_id) as accorde,
       (select coalesce(array_agg(v.montant::int), '{}') from versement v where v.dossier_id = i.dossier_id and v.annule_le is null) as verse
     from instruction i`,
  )
  const du = new Map(livre.map(l => [l.numero, l]))
  const aidés = livre.filter(l => l.accorde > 0)
  const total = (ns: number[]) => ns.reduce((s, n) => s + n, 0)
  const de = (...genres: string[]) => lu.lus.filter(d => genres.includes(d.genre))
  expect([aidés.length, total(livre.map(l => l.accorde))]).toEqual([18, 57_882_000])

  for (const d of de('dossiers.accuse', 'instruction.accuse')) {
    const { cout, demande } = du.get(d.dossier!)!
    expect(d.texte, d.ou).toContain(`Coût global ${pleins(cout)} Aide demandée ${pleins(demande)}`)
  }
  for (const d of de('dossiers.notification', 'dossiers.decision', 'administration.lettre')) {
    const { accorde } = du.get(d.dossier!)!
    const dits = [...d.texte.matchAll(/(?:Aide accordée|Une aide de) (\d[\d ]*(?:,\d\d)? €)/g)].map(m => lireEuros(m[1]!))
    expect(new Set(dits), d.ou).toEqual(new Set(accorde > 0 ? [accorde] : []))
  }
  for (const d of de('suiviDossier.actePdf', 'actes.pdf')) {
    const { accorde, verse } = du.get(d.dossier!)!
    const dits = [...d.texte.matchAll(/(?:Aide, au plus|montant maximal de) (\d[\d ]*,\d\d €)/g)].map(m => lireEuros(m[1]!))
    expect(dits, d.ou).toEqual([accorde, accorde])
    // what was paid is what the act allows; some acts are not signed yet
    if (verse.length > 0) expect(d.texte, d.ou).toContain(`Une avance de ${pleins(total(verse))} au plus`)
  }
  const [pv] = de('comite.procesVerbalPdf')
  const decides = [...pv!.texte.matchAll(/Décision Retenu(?: en partie)?, (\d[\d ]*(?:,\d\d)? €)/g)].map(m => lireEuros(m[1]!))
  expect(decides.toSorted((a, b) => a - b)).toEqual(aidés.map(l => l.accorde).toSorted((a, b) => a - b))
  expect(pv!.texte).toContain(`${courts(79_400_000)} 0 € ${courts(57_882_000)} ${courts(79_400_000 - 57_882_000)}`)
  const [rapport] = de('suivi.rapport')
  const verse = total(livre.flatMap(l => l.verse))
  for (const dit of [
    `Enveloppe ${pleins(79_400_000)}`,
    `Reste libre ${pleins(79_400_000 - 57_882_000)}`,
    `Ordonné ${pleins(verse)}`,
    `Versé aux porteurs ${pleins(verse)}`,
  ])
    expect(rapport!.texte).toContain(dit)

  const numeros = new Map((await w.owner.query('select dossier_id, numero from instruction')).rows.map(r => [r.dossier_id, r.numero]))
  let montants = 0
  for (const c of await w.courriels()) {
    const l = du.get(numeros.get(c.dossier_id) ?? '')
    for (const [, dit] of `${c.sujet}\n${c.texte}`.replaceAll(/[\u00a0\u202f]/g, ' ').matchAll(/(\d[\d ]*(?:,\d\d)? €)/g)) {
      montants++
      expect([l?.accorde, l?.demande, ...(l?.verse ?? [])], `${c.sujet} — ${dit}`).toContain(lireEuros(dit!))
    }
  }
  expect(montants).toBeGreaterThan(30)
}, 60_000)

/** Pages by links, each form of address once, `max` at most. */
async function lirePages(persona: string | undefined, depart: readonly string[], max: number): Promise<string[]> {
  const cookie = persona && (await entrer(persona))
  const forme = (u: string) => u.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replaceAll(/=[^&]*/g, '')
  const [vues, file, dites] = [new Set<string>(), [...depart], [] as string[]]
  for (let u = file.shift(); u !== undefined && vues.size < max; u = file.shift()) {
    // its mails were read, and the page of a call is long for each of its questions
    if (vues.has(forme(u)) || u.startsWith(`${paths.demo.courriels}/`)) continue
    vues.add(forme(u))
    const r = await w.get(u, cookie)
    if (!/html/.test(r.headers.get('content-type') ?? '')) continue
    const html = await r.text()
    file.push(...lirePage(html, u).liens)
    dites.push(...fautesDePage(texteDePage(html)).map(f => `${persona ?? 'visiteur'} ${u.split('?')[0]} — ${f}`))
  }
  return dites
}

// Seen to fail: « Côte-d'Or » among the départements that a bilan offers.
test('les pages de chaque rôle, au comité et au premier bilan, se lisent sans mot doublé, faux accord, « 0 sur 0 » ni apostrophe droite', async () => {
  expect(fautesDePage("L'Île, 0 sur 0, 14829 %, 1 agents")).toHaveLength(4)
  const dites: string[] = []
  for (const moment of ['2021-10-25T09:00', '2022-01-18T09:00']) {
    await choisir(moment)
    for (const p of [undefined, ...PERSONAS])
      dites.push(
        ...(await lirePages(p, [paths.espace, paths.instruction.boite, paths.suivi.portefeuille, paths.comite.accueil, paths.accueil], 45)),
      )
  }
  expect([...new Set(dites)]).toEqual([])
}, 240_000)

test('revenir en arrière ne défait rien, revenir au moment ne rejoue rien, et le journal est intact', async () => {
  const avant = (await etapes()).length
  await choisir('2021-10-25T09:00')
  expect(heure()).toBe('2021-10-25T09:00')
  expect(await choisir('2021-11-09T09:00', 'resultats')).toBe(paths.demo.accueil)
  expect(heure()).toBe('2021-11-09T09:00')
  expect((await etapes()).length).toBe(avant)
  expect(await w.auGuichet(tx => verifierJournal(tx, w.guichetId))).toMatchObject({ ok: true })
})
