import type { Config } from '../../config.ts'
import { dateCivile, formatDateCivile, formatJour } from '../../lib/dates.ts'
import { enLettres } from '../../lib/en-lettres.ts'
import { type Centimes, formatEuros, formatTaux } from '../../lib/euros.ts'
import { type Appel, tableauxDe } from '../cahier/index.ts'
import type { Signature } from '../delegations/index.ts'
import { enTeteDe } from '../documents/index.ts'
import { tableauEnLettre, tableauxDuDepot } from '../tableaux/index.ts'
import type { EtapeDuCalcul } from '../verdicts/index.ts'
import { calculEnMots } from '../verdicts/index.ts'
import type { Lettre, SensNotifie } from './porteur/lettre.queries.ts'

/** Cents. */
export type Decidee = {
  sens: SensNotifie
  montant: Centimes
  base: Centimes | null
  rang: number | null
  motif: string
  conditions: string
  numero: string
  titre: string
  porteur: string
  /** By hand, and not confirmed by the service. */
  declaree: boolean
  demande: Centimes | null
  cout: Centimes | null
  /** The aid as it was computed from the filing, and how. */
  calcul: { montant: Centimes; etapes: readonly EtapeDuCalcul[] } | null
  recuLe: Date
  /** Why what was told is corrected. */
  correction: string
  /** The rank of the reserve list that it leaves. */
  rangQuitte: number | null
  /** The signed amendment that puts this decision in force; cents. */
  avenant: { numero: string; initial: string; signeLe: string; avant: Centimes } | null
  /** When the letter that this one replaces was sent. */
  remplaceLe: Date | null
  /** What it says of the order that the porteur gave, in sentences. */
  ordre?: readonly string[]
  /** What the bodies of the call said, told with the decision and never before. */
  instances: readonly { visa: string; votes: string; raison: string }[]
  /** What the decision rests on, after « Vu », and the sentences that reserves put in the act. */
  avis?: { visas: readonly string[]; prescriptions: readonly string[] } | undefined
}

type Modele = { objet: string; texte: readonly string[] }
const MOT = /\{([a-z0-9_]+)\}/g
/** The usual letters, for a call that gives none. */
const USUELLES: Record<SensNotifie, Modele> = {
  retenu: {
    objet: 'Votre projet est retenu',
    texte: [
      'Votre projet «\u00a0{projet}\u00a0» est retenu dans le cadre de l’appel à projets «\u00a0{appel}\u00a0».',
      'Une aide de {montant} ({montant_en_lettres}) vous est accordée, soit {taux} du coût global.',
      'Un acte attributif fixera le calendrier, les versements et les pièces à produire.',
    ],
  },
  partiel: {
    objet: 'Votre projet est retenu en partie',
    texte: [
      'Votre projet «\u00a0{projet}\u00a0» est retenu en partie dans le cadre de l’appel à projets «\u00a0{appel}\u00a0».',
      'Vous demandiez {demande}. Une aide de {montant} ({montant_en_lettres}) vous est accordée, soit {taux} du coût global.',
      'Un acte attributif fixera le calendrier, les versements et les pièces à produire.',
    ],
  },
  liste_complementaire: {
    objet: 'Votre projet est sur la liste complémentaire',
    texte: [
      'Votre projet «\u00a0{projet}\u00a0» est inscrit au rang {rang} de la liste complémentaire de l’appel à projets «\u00a0{appel}\u00a0».',
      'Il sera retenu si des crédits reviennent à l’enveloppe. Nous vous écrirons alors.',
    ],
  },
  non_retenu: {
    objet: 'Votre projet n’est pas retenu',
    texte: [
      'Votre projet «\u00a0{projet}\u00a0» n’est pas retenu dans le cadre de l’appel à projets «\u00a0{appel}\u00a0».',
      'Motif\u00a0: {motif}',
    ],
  },
  sans_suite: {
    objet: 'Votre dossier est classé sans suite',
    texte: [
      'Votre dossier «\u00a0{projet}\u00a0», déposé pour l’appel à projets «\u00a0{appel}\u00a0», est classé sans suite.',
      'Motif\u00a0: {motif}',
    ],
  },
}

/** What an amendment does to the aid. */
const verbeDuMontant = (avant: Centimes, apres: Centimes) => (apres < avant ? 'ramenée à' : 'portée à')
/** The letter of a decision that an amendment puts in force: the first letter announced an act, this one names it. */
const modeleAvenant = ({ avenant, montant }: Decidee): Modele | undefined =>
  avenant
    ? {
        objet: 'L’aide à votre projet est modifiée par avenant',
        texte: [
          `L’avenant n°\u00a0${avenant.numero} à l’acte n°\u00a0${avenant.initial} est signé, à la date du ${formatDateCivile(avenant.signeLe)}.`,
          `L’aide accordée à votre projet «\u00a0{projet}\u00a0», de ${formatEuros(avenant.avant)}, est ${verbeDuMontant(avenant.avant, montant)} {montant} ({montant_en_lettres}).`,
        ],
      }
    : undefined

/** What came before this decision. */
function suiteDe({ rangQuitte, remplaceLe, correction }: Decidee): string[] {
  const liste =
    rangQuitte === null
      ? []
      : [`Votre projet était au rang ${rangQuitte} de la liste complémentaire. Des crédits sont revenus à l’enveloppe.`]
  const verbe = correction ? 'corrige et remplace' : 'remplace'
  return [
    ...liste,
    ...(remplaceLe ? [`Cette lettre ${verbe} celle du ${formatJour(remplaceLe)}.`] : []),
    ...(correction ? [`Motif de la correction\u00a0: ${correction}`] : []),
  ]
}

/** The opinions that the decision rests on; an amendment rests on its own act. */
const visas = ({ avis, avenant }: Decidee): string[] =>
  avis && avis.visas.length > 0 && !avenant ? [`Vu ${avis.visas.join('\u202f; vu ')}.`] : []

/** The usual letter; where the call asks for no cost, the aid is no share of one, and one that was computed was not asked. */
export function usuellePour(sens: SensNotifie, { cout, calcul }: { cout: boolean; calcul: boolean }): Modele {
  const dire = (t: string) =>
    [
      (x: string) => (cout ? x : x.replace(', soit {taux} du coût global', '')),
      (x: string) => (calcul ? x.replace('Vous demandiez {demande}.', 'Le calcul de l’appel donnait {demande}.') : x),
    ].reduce((x, f) => f(x), t)
  return { ...USUELLES[sens], texte: USUELLES[sens].texte.map(dire) }
}
const usuelle = ({ sens, cout, calcul }: Decidee) => usuellePour(sens, { cout: !!cout, calcul: calcul !== null })

/** « Décision prise vu l’avis favorable de « Commission d’élus », séance du 8 avril 2027 (10 pour, 0 contre). » */
const direAvis = ({ visa, votes, raison }: Decidee['instances'][number]) =>
  [`Cette décision est prise vu ${visa}${votes && ` (${votes})`}.`, raison].filter(Boolean).join(' ')

/** Lines of the tables as they were filed. */
type Listes = Parameters<typeof tableauxDuDepot>[1]

/** Who confirmed a decision, and in whose name where somebody signs for the call: the letter then bears the signatory’s name and not the account’s. */
export type Auteur = { nom: string; signature: Signature | undefined }

/** The letter of a decision to one structure of its project, from the text of the call or the usual one. Pure. */
export function lettreDe(d: Decidee, destinataire: string, auteur: Auteur, appel: Appel, config: Config, listes: Listes = {}): Lettre {
  const modele = modeleAvenant(d) ?? appel.lettres[d.sens] ?? usuelle(d)
  const taux = d.cout ? formatTaux(d.montant / d.cout) : ''
  const nommes = [...tableauxDe(appel).values()].filter(t => modele.texte.some(p => p.includes(`{${t.id}}`)))
  const lus = new Map(nommes.map(t => [t.id, tableauEnLettre(appel, t, listes)]))
  const mots: Record<string, string> = {
    ...Object.fromEntries([...lus].map(([id, { texte }]) => [id, texte])),
    structure: d.porteur,
    projet: d.titre || 'Sans titre',
    numero: d.numero,
    appel: appel.titre,
    montant: formatEuros(d.montant),
    montant_en_lettres: enLettres(d.montant),
    demande: d.demande === null ? '' : formatEuros(d.demande),
    taux,
    rang: d.rang === null ? '' : String(d.rang),
    motif: d.motif,
    calcul: d.calcul ? calculEnMots(d.calcul.etapes) : '',
  }
  const annexes = tableauxDuDepot(appel, listes).flatMap(({ id, ...t }) => (lus.get(id)?.annexe ? [t] : []))
  // one pass: what a porteur or the comité typed is never read as a word to replace
  const dire = (t: string) => t.replace(MOT, (tout, mot: string) => mots[mot] ?? tout)
  // a paragraph of the call with a word that has no value here is left out, as in an act; a letter is never empty
  const entiers = modele.texte.filter(t => [...t.matchAll(MOT)].every(([, mot = '']) => mots[mot] !== ''))
  const accorde = d.montant > 0
  return {
    ...enTeteDe(appel, config),
    numero: d.numero,
    appel: appel.titre,
    destinataire,
    structure: d.declaree ? `${d.porteur} (structure déclarée, non encore confirmée)` : d.porteur,
    titre: d.titre || 'Sans titre',
    recuLe: dateCivile(d.recuLe),
    objet: dire(modele.objet),
    paragraphes: [
      ...suiteDe(d),
      ...visas(d),
      ...(entiers.length > 0 ? entiers : modele.texte).map(dire).filter(t => t.trim() !== ''),
      ...(d.ordre ?? []),
      ...d.instances.map(direAvis),
    ],
    montants: accorde
      ? [
          { libelle: 'Aide accordée', valeur: `${formatEuros(d.montant, { centimes: true })} (${enLettres(d.montant)})` },
          ...(d.base === null ? [] : [{ libelle: 'Base éligible', valeur: formatEuros(d.base, { centimes: true }) }]),
          ...(d.calcul ? [{ libelle: `Calcul (${formatEuros(d.calcul.montant)})`, valeur: calculEnMots(d.calcul.etapes) }] : []),
          ...(d.base ? [{ libelle: 'Taux de la base', valeur: formatTaux(d.montant / d.base, 2) }] : []),
        ]
      : [],
    conditions: [...d.conditions.split(/\n+/).filter(Boolean), ...(accorde ? (d.avis?.prescriptions ?? []) : [])],
    ...(annexes.length > 0 ? { annexes } : {}),
    auteur: auteur.signature?.nom ?? auteur.nom,
    ...(auteur.signature ? { signature: auteur.signature } : appel.regime.signataire ? { signataire: appel.regime.signataire } : {}),
    recours: d.sens === 'retenu' && !d.correction ? [] : [...appel.regime.voies_de_recours],
  }
}
