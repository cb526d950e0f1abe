import { debutDuJour, formatJourCourt } from '../../lib/dates.ts'
import { saisieEuros } from '../../lib/euros.ts'
import { type Appel, type Etape, type Question, voletDe } from '../cahier/index.ts'
import {
  type Champ,
  type Contenu,
  champCellule,
  colonnesDe,
  LISTES_DU_BLOC,
  lignesDe,
  lignesMontrees,
  lotsDe,
  texteDe,
} from '../contenu/index.ts'
import type { Reponse } from '../verdicts/index.ts'
import { CHAMP_CONTACT, type StructureDuProjet } from './contact.ts'

const TITRE_MAX = 150

/** A table is no field: its cells are. */
const deQuestion = (q: Question): Champ[] => (q.type === 'tableau' ? [] : [unChamp(q, q.type)])
const unChamp = (q: Question, genre: Champ['genre']): Champ => ({
  nom: q.id,
  genre,
  libelle: q.libelle,
  aide: q.aide,
  exemple: q.exemple,
  facultatif: !q.obligatoire,
  clause: q.clause,
  longueurMax: q.longueur_max,
  min: q.min,
  max: q.max,
  unite: q.unite,
  options: q.options,
})

function champsProjet(appel: Appel, volet: string | undefined): Champ[] {
  const choisi = volet === undefined ? undefined : voletDe(appel, volet)
  const volets = appel.volets.map(v => ({ code: v.code, libelle: `Volet\u00a0${v.numero}. ${v.titre}` }))
  return [
    {
      nom: 'titre',
      genre: 'texte_court',
      libelle: 'Titre du projet',
      aide: 'Quelques mots que tout le monde comprend.',
      facultatif: false,
      longueurMax: TITRE_MAX,
    },
    { nom: 'volet', genre: 'choix', libelle: 'Volet du projet', facultatif: false, options: volets, clause: appel.volets[0]?.clauses[0] },
    ...(choisi
      ? [
          {
            nom: 'actions',
            genre: 'choix_multiple' as const,
            libelle: `Actions du volet\u00a0${choisi.numero}`,
            aide: 'Au moins une.',
            facultatif: false,
            options: choisi.actions,
            clause: choisi.clauses[0],
          },
        ]
      : []),
  ]
}

const montant = (nom: string, libelle: string, plus: Partial<Champ> = {}): Champ => ({
  nom,
  genre: 'montant',
  libelle,
  facultatif: false,
  ...plus,
})

/** The aid asked, or the one that the call computes: that one is read, and never typed. */
const champsAide = ({ aide }: Appel): Champ[] =>
  aide.calcul === undefined
    ? [montant('aide', 'Aide demandée', { aide: 'Ce que vous demandez à cet appel.' })]
    : [montant('aide', 'Aide calculée', { facultatif: true, calcule: true })]
const champsMinimale = ({ aide, comite }: Appel): Champ[] =>
  aide.calcul !== undefined
    ? []
    : [
        montant('aide_minimale', 'Aide minimale pour faire le projet', {
          aide: comite
            ? 'Si l’enveloppe ne suffit pas, le comité peut proposer une aide partielle. Il ne descendra pas sous ce montant.'
            : 'Si l’enveloppe ne suffit pas, une aide partielle peut être proposée. Elle ne descendra pas sous ce montant.',
          facultatif: true,
        }),
      ]
/** What stands beside the tables of the plan (C5.8), or the whole of a short one. */
const CHAMPS_DU_PLAN: Record<Appel['plan'], (appel: Appel) => Champ[]> = {
  complet: appel => [
    ...champsAide(appel),
    montant('part', 'Votre part', {
      libelleLu: 'Part de la structure',
      aide: 'Ce que votre structure paie elle-même. Tapez 0 si elle ne paie rien.',
    }),
    ...champsMinimale(appel),
  ],
  simple: appel => [
    montant('cout', 'Coût total du projet', {
      aide: `Tout ce que le projet coûte, ${appel.aide.equilibre === 'ht' ? 'hors taxes' : 'toutes taxes comprises'}.`,
    }),
    montant('autres_aides', 'Autres aides publiques', {
      aide: 'Toutes celles que vous demandez ou que vous avez obtenues pour ce projet. Tapez 0 s’il n’y en a pas.',
    }),
    ...champsAide(appel),
    ...champsMinimale(appel),
  ],
  aucun: champsAide,
}
/** Whether the plan draws a field by itself, whatever the call asks of it. */
export const estDuPlan = (nom: string) => ['cout', 'autres_aides', 'aide', 'part', 'aide_minimale'].includes(nom)
/** The fields of the plan besides the rows of its tables, as this call asks them. */
export const champsDuPlan = (appel: Appel) => CHAMPS_DU_PLAN[appel.plan](appel)

/** Before the rows of the de minimis aids: whether there are any. Until somebody says so, nothing is declared. */
export const CHAMP_MINIMIS = 'minimis_autres'
const champMinimis = (): Champ => ({
  nom: CHAMP_MINIMIS,
  genre: 'oui_non',
  libelle: 'Avez-vous reçu d’autres aides de minimis ces trois dernières années ?',
  aide: 'Vous, et les entreprises liées à la vôtre (entreprise unique), de tout financeur public. Celles de ce guichet sont déjà comptées : ne les mettez pas.',
  facultatif: false,
})

/** The cells of the rows of a list, in their order. */
export function champsDesLignes(appel: Appel, contenu: Contenu, liste: string, lignes = lignesMontrees(contenu, liste)): Champ[] {
  const colonnes = colonnesDe(liste, appel, lotsDe(contenu))
  return lignes.flatMap((ligne, i) =>
    colonnes.map(c => ({ ...c, nom: champCellule(liste, ligne, c.nom), libelle: `${c.libelle}, ligne\u00a0${i + 1}` })),
  )
}

/** The lists of a step: those of its blocks (of the plan only where it has lines), then its tables. `questions`: those asked for, all by default. */
export const listesDe = (appel: Pick<Appel, 'plan'>, etape: Etape, questions: readonly Question[] = etape.questions): string[] => [
  ...etape.blocs.flatMap(b => (b === 'plan' && appel.plan !== 'complet' ? [] : (LISTES_DU_BLOC[b] ?? []))),
  ...questions.filter(q => q.type === 'tableau').map(q => q.id),
]

/** The one operational contact of the project (C2.6): who it is, and which structure carries it when there are several. */
const champsContact = (structures: readonly StructureDuProjet[]): Champ[] => [
  ...(structures.length > 1
    ? [{ nom: CHAMP_CONTACT.structure, genre: 'choix' as const, libelle: 'Structure du contact', facultatif: false, options: structures }]
    : []),
  {
    nom: CHAMP_CONTACT.fonction,
    genre: 'texte_court',
    libelle: 'Service ou fonction du contact',
    exemple: 'Direction générale des services',
    facultatif: false,
    longueurMax: 120,
  },
  { nom: CHAMP_CONTACT.courriel, genre: 'courriel', libelle: 'Courriel du contact', facultatif: false, longueurMax: 254 },
  { nom: CHAMP_CONTACT.telephone, genre: 'telephone', libelle: 'Téléphone du contact', exemple: '04 65 71 00 30', facultatif: false },
]

/** What the fields offer besides the content: the volet being chosen, and the structures of the project. `questions`: those asked for, all by default. */
type Offre = {
  volet?: string | undefined
  structures?: readonly StructureDuProjet[] | undefined
  questions?: readonly Question[] | undefined
}
const avantListes = (appel: Appel, etape: Etape, contenu: Contenu, { volet }: Offre) =>
  etape.blocs.includes('projet') ? champsProjet(appel, volet ?? texteDe(contenu, 'volet')) : []
const apresListes = (appel: Appel, etape: Etape, { structures = [], questions = etape.questions }: Offre): Champ[] => [
  ...(etape.blocs.includes('plan') ? champsDuPlan(appel) : []),
  ...(etape.blocs.includes('minimis') ? [champMinimis()] : []),
  ...questions.flatMap(deQuestion),
  ...(etape.blocs.includes('contact') ? champsContact(structures) : []),
]

/** Every field that a step can hold, questions that are not asked for now included. */
export const champsPossibles = (appel: Appel, etape: Etape, contenu: Contenu, offre: Offre = {}): Champ[] => [
  ...avantListes(appel, etape, contenu, offre),
  ...listesDe(appel, etape, offre.questions).flatMap(liste => champsDesLignes(appel, contenu, liste)),
  ...apresListes(appel, etape, offre),
]

const posees = (etape: Etape, visibles: ReadonlySet<string>) => etape.questions.filter(q => visibles.has(q.id))
/** The fields that a step shows: questions whose condition does not hold are left out. */
export const champsMontres = (
  appel: Appel,
  etape: Etape,
  contenu: Contenu,
  visibles: ReadonlySet<string>,
  structures: readonly StructureDuProjet[] = [],
): Champ[] => champsPossibles(appel, etape, contenu, { structures, questions: posees(etape, visibles) })

/** The same without drawing its cells, which a saving does without: the names of its other fields, and its rows. */
export type Forme = { champs: readonly string[]; lignes: readonly string[] }
export function formeDe(
  appel: Appel,
  etape: Etape,
  contenu: Contenu,
  visibles: ReadonlySet<string>,
  structures: readonly StructureDuProjet[],
): Forme {
  const offre = { structures, questions: posees(etape, visibles) }
  return {
    champs: [...avantListes(appel, etape, contenu, offre), ...apresListes(appel, etape, offre)].map(c => c.nom),
    lignes: listesDe(appel, etape, offre.questions).flatMap(liste => lignesDe(contenu, liste).map(ligne => `${liste}.${ligne}`)),
  }
}

/** What the field shows: the stored value as one types it, or the text that could not be read. */
export function saisieDe(champ: Champ, contenu: Contenu): string[] {
  const illisible = contenu.illisibles[champ.nom]
  if (illisible !== undefined) return [illisible]
  const v = contenu.valeurs[champ.nom]
  return v === undefined ? [] : enSaisie(champ, v)
}

/** « 000 204 313 », « 000 204 313 00017 »: a number as one copies it. */
export const espacer = (numero: string) => numero.replace(/^(\d{3})(\d{3})(\d{3})(\d*)$/, '$1 $2 $3 $4').trim()

function enSaisie(champ: Champ, v: Reponse): string[] {
  if (Array.isArray(v)) return [...(v as readonly string[])]
  if (typeof v === 'boolean') return [v ? 'oui' : 'non']
  if (typeof v === 'number') return [champ.genre === 'montant' ? saisieEuros(v) : String(v).replace('.', ',')]
  if (champ.genre === 'siren' || champ.genre === 'siret') return [espacer(v as string)]
  return [champ.genre === 'date' ? formatJourCourt(debutDuJour(v as string)) : (v as string)]
}
