import type { Faits } from '../../features/verdicts/index.ts'

const texte = (ids: string[]) => Object.fromEntries(ids.map(id => [id, 'Une réponse.']))
/** A commune of Corse-du-Sud that may file: 10 000 € of aid on 12 500 €. */
export const base: Faits = {
  instant: new Date('2021-09-13T08:00:00Z'),
  structure: { nom: 'Vico', type: 'commune', departement: '2A', region: '94', population: 999 },
  formulaire: 'volets_1_2_3',
  volet: 'volet_3',
  actions: ['demarches_usagers'],
  montants: { aide: 1_000_000, part: 250_000, autres: 0 },
  depenses: { prestation: 1_250_000 },
  reponses: {
    ...texte([
      'representant_legal',
      'resume',
      'situation',
      'besoins',
      'objectifs',
      'pilotage',
      'co_construction',
      'moyens',
      'mesure',
      'place_feuille_de_route',
    ]),
    urbanisme: 'non_concerne',
    date_deliberation: '2021-07-26',
    date_debut: '2022-01-03',
    date_resultats: '2022-04-04',
    date_fin: '2022-09-30',
    feuille_de_route: 'approuvee',
    logiciel_prevu: true,
    logiciel_libre: 'libre',
  },
  pieces: ['deliberation', 'budget'],
  contact: { complet: true, mots: 'Secrétariat de mairie, Vico' },
  partenaires: { nombre: 0, valides: 0 },
  lots: { nombre: 0, aides: 0 },
}
export const reponses =
  (r: Faits['reponses']) =>
  (b: Faits): Faits => ({ ...b, reponses: { ...b.reponses, ...r } })
export const montants =
  (aide: number, part: number, autres = 0) =>
  (b: Faits): Faits => ({ ...b, montants: { aide, part, autres } })
export const depenses =
  (d: Faits['depenses'] & object) =>
  (b: Faits): Faits => ({ ...b, depenses: d })
export const structure =
  (s: Faits['structure'] & object) =>
  (b: Faits): Faits => ({ ...b, structure: { ...b.structure, ...s } })
export const a =
  (instant: string) =>
  (b: Faits): Faits => ({ ...b, instant: new Date(instant) })
export const volet4 = (b: Faits): Faits => ({ ...b, volet: 'volet_4', formulaire: 'volet_4', actions: ['acculturation_innovation'] })
export const identique = (b: Faits) => b
export const sans =
  (...cles: (keyof Faits)[]) =>
  (b: Faits): Faits =>
    Object.fromEntries(Object.entries(b).filter(([c]) => !(cles as string[]).includes(c))) as Faits
