import { lireJeu } from '../../src/features/demo/jeu.ts'
import { saisieEuros } from '../../src/lib/euros.ts'
import { DEMONSTRATION } from './monde.ts'
import { communesDuScenario, MODELES } from './projets-communes.ts'

export const NOMBRE = 60

export type Partenaire = { structure: string; departement?: string | undefined; role: string; contact: string; valide: Date }
/** A dossier as its porteur types it, and when. Amounts are cents; `oubli`: first sent without the délibération, refused, then completed. */
export type Projet = {
  structure: string
  departement?: string | undefined
  courriel: string
  cree: Date
  depose: Date
  volet: string
  actions: string[]
  titre: string
  reponses: Record<string, string | string[]>
  depenses: Record<string, number>
  aide: number
  part: number
  autres: number
  partenaires: Partenaire[]
  oubli: boolean
}

/** The dossiers that the demonstration files and leaves filed, then those of other communes, up to sixty; by date of filing. */
export function projetsDuScenario(): Projet[] {
  const inventes = lireJeu(DEMONSTRATION).dossiers.flatMap((x): Projet[] => {
    if (!x.depose || x.retire || !x.volet || !x.depenses) return []
    const textes = (v: string | number | boolean | string[]) =>
      Array.isArray(v) ? v : typeof v === 'boolean' ? (v ? 'oui' : 'non') : String(v)
    return [
      {
        structure: x.structure,
        departement: x.departement,
        courriel: courrielDe(x.structure, x.departement),
        cree: x.cree,
        depose: x.depose,
        volet: x.volet,
        actions: x.actions,
        titre: x.titre,
        reponses: Object.fromEntries(Object.entries(x.reponses).map(([q, v]) => [q, textes(v)])),
        depenses: x.depenses,
        aide: x.ressources?.aide ?? 0,
        part: x.ressources?.part ?? 0,
        autres: x.ressources?.autres ?? 0,
        partenaires: x.partenaires.flatMap(p =>
          p.valide
            ? [{ structure: p.structure, departement: p.departement, role: p.role, contact: p.contact, valide: p.valide.instant }]
            : [],
        ),
        oubli: false,
      },
    ]
  })
  const autres = communesDuScenario(NOMBRE - inventes.length).map(([structure, departement], i, toutes) =>
    projetDe(structure, departement, i, i === toutes.length - 1),
  )
  return [...inventes, ...autres].sort((a, b) => a.depose.getTime() - b.depose.getTime())
}

const JOUR_MS = 86_400_000
const OUVERTURE = Date.UTC(2021, 6, 1, 7)
/** The last one leaves at the last minute. */
const CLOTURE = new Date('2021-09-17T23:59:30+02:00')

function projetDe(structure: string, departement: string, i: number, dernier: boolean): Projet {
  const m = MODELES[i % MODELES.length]!
  const cree = new Date(OUVERTURE + i * 1.7 * JOUR_MS + (i % 7) * 3_600_000)
  const depose = dernier ? CLOTURE : new Date(cree.getTime() + (4 + (i % 6)) * JOUR_MS)
  const [cout, horsUe] = [9_000 + ((i * 7) % 23) * 1_100, i % 9 === 4]
  const licence = horsUe ? Math.round(cout * 0.2) : 0
  const formation = Math.round(cout * 0.2)
  const aide = Math.round(cout * (i % 8 === 5 ? 1 : 0.8))
  const agents = 2 + (i % 9)
  const commun = i % 13 === 6 ? COMMUN[Math.floor(i / 13)] : undefined
  return {
    structure,
    departement,
    courriel: courrielDe(structure, departement),
    cree,
    depose,
    volet: m.volet,
    actions: m.actions,
    titre: m.titre,
    reponses: {
      representant_legal: 'Maire',
      contact_operationnel: 'Secrétariat de mairie',
      contact_courriel: courrielDe(structure, departement),
      contact_telephone: `04 65 71 02 ${String(i + 10)}`,
      date_deliberation: '2021-06-25',
      urbanisme: 'non_concerne',
      laboratoire: 'Laboratoire régional d’innovation publique',
      ...m.reponses,
      agents_beneficiaires: String(agents),
      usagers_beneficiaires: String(180 + i * 35),
      date_debut: '2022-01-10',
      date_resultats: i % 5 === 2 ? '2022-11-30' : '2022-05-16',
      date_fin: '2022-12-16',
      pilotage: 'Une élue suit le projet avec la secrétaire de mairie. Un point est fait à chaque conseil municipal.',
      moyens: `${agents} agents, une demi-journée par semaine pendant six mois.`,
      feuille_de_route: i % 7 === 3 ? 'aucune' : i % 2 ? 'approuvee' : 'en_cours',
      place_feuille_de_route: 'Le projet est l’action 2 de la feuille de route de la commune.',
      logiciel_prevu: 'oui',
      logiciel_libre: i % 6 === 1 ? 'non_libre' : 'libre',
      raisons_solution: 'Les deux solutions libres essayées ne se raccordent pas au logiciel de la mairie.',
    },
    depenses: Object.fromEntries(
      Object.entries({ prestation: cout - licence - formation, formation, licence_hors_ue: licence })
        .filter(([, v]) => v > 0)
        .map(([n, v]) => [n, v * 100]),
    ),
    aide: aide * 100,
    part: (cout - aide) * 100,
    autres: 0,
    partenaires: commun ? [{ ...commun, contact: 'Secrétariat de mairie', valide: new Date(cree.getTime() + 2 * JOUR_MS) }] : [],
    oubli: i % 17 === 9,
  }
}

/** Neighbours of three of the communes: they share the project. */
const COMMUN = [
  { structure: 'Marignana', departement: '2A', role: 'Ouvre le même service à ses habitants' },
  { structure: 'Ota', departement: '2A', role: 'Partage la formation de ses agents' },
  { structure: 'Monticello', departement: '2B', role: 'Ouvre le même service à ses habitants' },
]

export const courrielDe = (structure: string, departement: string | undefined) =>
  `mairie-${structure
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')}${departement ? `-${departement.toLowerCase()}` : ''}@guichet.example`

export const euros = saisieEuros
