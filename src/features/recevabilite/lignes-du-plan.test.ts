import { expect, it } from 'vitest'
import { SEUL } from '../../test/appels/declare.ts'
import { avecPlan } from '../../test/appels/investissements.ts'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { fautesDe, reglesDe } from '../../test/appels/varier.ts'
import type { Faits, LigneDeTableau } from '../verdicts/index.ts'

const GROUPE = `plan:
  rang: oui
  colonnes:
    - { code: gain, type: nombre, libelle: Gain }
    - { code: usage, type: choix, libelle: Usage, options: [{ code: salle, libelle: Salle }, { code: cour, libelle: Cour }] }
    - { code: subvention, libelle: Aide de la ligne, calcul: arrondi inférieur (ht * taux usage) }
  aide: subvention
`
const regle = (figure: string) =>
  `- { id: essai, titre: Essai, clauses: [B3], etape: plan, controles: [{ formule: oui = oui, sinon: non_respectee, phrase: non }], respectee: "{${figure}}" }`
const TAUX = '\nparametres:\n  taux usage: { type: taux, selon: plan . usage, valeurs: { salle: 50 %, cour: 20 % }, clauses: [B3] }\n'
/** The call of two waves whose lines have an aid of their own, and whose own rules say nothing of the aid. */
const appelAvec = (groupe: string, figure = 'plan . nombre') => avecPlan(groupe, regle(figure)).replace('\nparametres:\n', TAUX)
const ligne = (rang: number, valeurs: LigneDeTableau['valeurs']): LigneDeTableau => ({
  ligne: `ligne00${rang}`,
  rang,
  valeurs: { rang, libelle: `Achat ${rang}`, nature: 'equipements', ...valeurs },
  illisibles: [],
})
const LIGNES = [
  ligne(1, { ht: 1_000_000, gain: 4, usage: 'salle' }),
  ligne(2, { ht: 300_001, gain: 2, usage: 'cour' }),
  ligne(3, { ht: 200_000, gain: 1, usage: 'salle' }),
]
const faits = (plan: readonly LigneDeTableau[] | undefined): Faits => ({
  instant: new Date('2027-03-10T10:00:00Z'),
  structure: { nom: 'Levie', type: 'commune', region: '24', population: 700 },
  volet: 'pret',
  actions: ['tablettes'],
  montants: { part: 100_000, autres: 0 },
  depenses: { equipements: 1_500_001 },
  reponses: {},
  autres: SEUL,
  ...(plan ? { tableaux: { plan } } : {}),
})
const dit = (figure: string, plan: readonly LigneDeTableau[] | undefined) => {
  const v = reglesDe({ source: appelAvec(GROUPE, figure) }).verdict('essai', faits(plan))
  return sansInsecables(`${v?.explication}`)
}

it('les formules comptent et additionnent les lignes du plan, selon leur rang et leurs réponses', () => {
  expect(dit('plan . nombre', LIGNES)).toBe('3')
  expect(dit('somme plan . subvention', LIGNES)).toMatch(/^6 600 €$/)
  expect(dit('somme plan . subvention où rang <= 2', LIGNES)).toMatch(/^5 600 €$/)
  expect(dit("nombre plan où (usage = 'salle' et rang > 1)", LIGNES)).toBe('1')
  expect(dit('maximum plan . gain', LIGNES)).toBe('4')
  expect(dit("somme plan . ht où nature = 'equipements'", LIGNES)).toMatch(/^15 000,01 €$/)
})

it('l’aide du dossier est la somme de celles des lignes, et attend celle qui n’est pas complète', () => {
  const { aide } = reglesDe({ source: appelAvec(GROUPE) })
  expect(aide(faits(LIGNES))).toMatchObject({ montant: 660_000, manquants: [] })
  const sans = aide(faits([...LIGNES.slice(0, 2), ligne(3, { ht: 200_000, gain: 1 })]))
  expect(sans?.montant).toBeUndefined()
  expect(sansInsecables(sans?.manquants.join() ?? '')).toBe('ligne 3, Achat 3 : « Usage »')
})

it('un appel dont « plan » est un mot n’a pas ces lignes, et se lit comme avant', () => {
  expect(fautesDe({ source: avecPlan('plan: complet') })).toEqual([])
  expect(fautesDe({ source: avecPlan('plan: complet', regle('plan . nombre')) }).join()).toContain('« plan . nombre » n’existe pas')
  expect(reglesDe({ source: appelAvec(GROUPE) }).appel.plan).toBe('complet')
})

it('le vérificateur refuse à sa ligne ce que des lignes de plan ne peuvent pas porter', () => {
  const faute = (avant: string, apres: string) => fautesDe({ source: appelAvec(GROUPE.replace(avant, apres)) }).join('\n')
  expect(faute('aide: subvention', 'aide: subventions')).toContain(
    'plan › aide : « subventions » n’est pas une colonne de « plan » ; vouliez-vous dire « subvention » ?',
  )
  expect(faute('aide: subvention', 'aide: gain')).toContain('plan › aide : L’aide calculée est un montant en euros')
  expect(faute('code: gain,', 'code: ht,')).toContain('plan › colonnes › ht › code : « ht » est déjà une colonne du plan')
  expect(faute('type: nombre', 'type: rang')).toContain('Le rang d’une ligne du plan est sa place')
  expect(faute('arrondi inférieur (ht * taux usage)', 'aide demandée')).toMatch(/dépend d’elle/)
  expect(faute('rang: oui', 'rangs: oui')).toContain('La clé « rangs » n’existe pas ici ; vouliez-vous dire « rang » ?')
  expect(faute('ht * taux usage', 'htt * taux usage')).toContain('« htt » n’existe pas')
  const lots = appelAvec(GROUPE).replace('aide: { texte: 250 €', 'aide: { lots: Un lot., texte: 250 €')
  expect(fautesDe({ source: lots }).join()).toContain('Un plan dont les lignes ont un rang n’a pas de lots')
})

it('une question nommée « plan » est refusée là où les lignes du plan portent ce nom', () => {
  const question = (s: string) => s.replace(/id: deja_servie/, 'id: plan').replaceAll('deja_servie', 'plan')
  expect(fautesDe({ source: question(appelAvec(GROUPE)) }).join()).toContain('« plan » est déjà le nom d’un champ du dossier')
})
