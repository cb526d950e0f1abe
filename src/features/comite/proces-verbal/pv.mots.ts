import { formatHeure, formatInstant, formatJour, formatJourSemaine } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { accorde, MOTS_SENS } from '../../decisions/index.ts'
import { direVotes, MOTS_AVIS } from '../../instances/index.ts'
import { MOTS_PRESENCE } from '../seance/presences.view.tsx'
import { placesDossier, type Seance } from '../seance.ts'
import type { ContenuPv, DecisionPv, DossierPv, EnveloppePv, MembrePv, MouvementPv } from './contenu.ts'
import type { VersionPv } from './proces-verbal.queries.ts'

export type Fait = { libelle: string; valeur: string }
/** A dossier as the reader has it: of one on which they are in conflict, neither the debate nor the amounts. */
export type DossierLu = {
  id: string
  rang: number
  numero: string
  titre: string
  porteur: string
  decision: string
  montant: string
  precisions: readonly Fait[]
  conclusion: string
  deporte: boolean
}

/** Dossiers whose debate this reader never reads: they are in conflict on them, now or when the comité debated (ADR 0017). */
export const deportsDuLecteur = (s: Seance, v: Pick<VersionPv, 'contenu'>): ReadonlySet<string> =>
  new Set(
    v.contenu.dossiers.filter(d => placesDossier(s, d.id).includes('deporte') || d.deportes.some(m => m.id === s.moi?.id)).map(d => d.id),
  )

const presents = (c: ContenuPv) => c.membres.filter(m => m.presence === 'present').length
export const presenceDe = (m: MembrePv) => {
  const mot = m.partiLe ? `Présent jusqu’à ${formatHeure(new Date(m.partiLe))}` : m.presence ? MOTS_PRESENCE[m.presence] : 'Non notée'
  return `${mot}${m.preside ? ', préside' : ''}${m.pouvoirA ? `, pouvoir à ${m.pouvoirA}` : ''}`
}
const VERBES = { arrive: ['arrive', 'arrivent'], part: ['part', 'partent'], preside: ['préside', 'président'] } as const
const DE_LA_SEANCE = { suspend: 'la séance est suspendue', reprend: 'la séance reprend' } as const
/** « 14 h 32 : Référente régionale et Second référent arrivent. 15 h 10 : Second référent part. » */
function mouvementsDits({ mouvements = [], membres }: ContenuPv): string {
  const groupes = new Map<string, { le: string; quoi: MouvementPv['quoi']; noms: string[] }>()
  for (const { le, quoi, membreId } of mouvements) {
    const cle = `${formatHeure(new Date(le))} ${quoi}`
    const groupe = groupes.get(cle) ?? { le, quoi, noms: [] }
    const nom = membreId === null ? [] : [membres.find(m => m.id === membreId)?.nom ?? 'Un membre remplacé']
    groupes.set(cle, { ...groupe, noms: [...groupe.noms, ...nom] })
  }
  return [...groupes.values()].map(g => `${formatHeure(new Date(g.le))}\u00a0: ${faitDit(g)}.`).join(' ')
}
const faitDit = ({ quoi, noms }: { quoi: MouvementPv['quoi']; noms: readonly string[] }) =>
  quoi === 'suspend' || quoi === 'reprend' ? DE_LA_SEANCE[quoi] : `${enumeration(noms)} ${VERBES[quoi][noms.length > 1 ? 1 : 0]}`
const decisionDe = (d: DecisionPv | null) =>
  d ? `${MOTS_SENS[d.sens]}${d.rang === null ? '' : `, rang\u00a0${d.rang}`}` : 'Aucune décision en séance'

/** What the séance made of a dossier, in a word: its decision, or the opinion of a body that gives opinions. */
const issueDe = (d: DossierPv) =>
  d.avis === undefined ? decisionDe(d.decision) : d.avis ? `Avis ${MOTS_AVIS[d.avis.sens].toLowerCase()}` : 'Aucun avis en séance'

export function dossierLu(d: DossierPv, deporte: boolean): DossierLu {
  const commun = { id: d.id, rang: d.rang, numero: d.numero, titre: d.titre, porteur: d.porteur, deporte }
  const deports = d.deportes.length > 0 ? [{ libelle: 'Déports', valeur: d.deportes.map(m => m.siege).join('\u00a0; ') }] : []
  if (deporte)
    return {
      ...commun,
      decision: d.avis === undefined && d.decision ? MOTS_SENS[d.decision.sens] : issueDe({ ...d, decision: null }),
      montant: '',
      precisions: deports,
      conclusion: 'Vous êtes déporté de ce dossier\u00a0: vous n’en lisez ni le débat ni le montant.',
    }
  return {
    ...commun,
    decision: issueDe(d),
    montant: d.decision && accorde(d.decision.sens) ? formatEuros(d.decision.montant) : '',
    precisions: [
      ...(d.priorite ? [{ libelle: 'Ordre du porteur', valeur: d.priorite }] : []),
      ...(d.presents === null ? [] : [{ libelle: 'Votants présents', valeur: String(d.presents) }]),
      ...votesDe(d),
      ...deports,
      ...(d.decision?.motif ? [{ libelle: 'Motif', valeur: d.decision.motif }] : []),
      ...(d.decision?.conditions ? [{ libelle: 'Conditions', valeur: d.decision.conditions }] : []),
    ],
    conclusion: d.conclusion,
  }
}

/** What was put to the body, how it voted, and why. */
const votesDe = ({ avis: a }: DossierPv): Fait[] =>
  a
    ? [
        { libelle: 'Aide proposée', valeur: formatEuros(a.montant) },
        ...(a.pouvoirs ? [{ libelle: 'Par pouvoir', valeur: a.pouvoirs.map(p => `${p.de}, par ${p.par}`).join('\u00a0; ') }] : []),
        ...(direVotes(a) ? [{ libelle: 'Votes', valeur: direVotes(a) }] : []),
        ...(a.raison ? [{ libelle: 'Réserve ou raison', valeur: a.raison }] : []),
      ]
    : []

export const essentielDe = (c: ContenuPv): Fait[] => {
  const date = new Date(c.tenueLe)
  const n = presents(c)
  return [
    ...(c.instance ? [{ libelle: 'Instance', valeur: c.instance }] : []),
    { libelle: 'Séance', valeur: `${formatJourSemaine(date)} à ${formatHeure(date)}` },
    { libelle: 'Lieu', valeur: c.lieu },
    { libelle: 'Ouverte', valeur: formatInstant(new Date(c.ouverteLe)) },
    { libelle: 'Close', valeur: formatInstant(new Date(c.closeLe)) },
    { libelle: 'Présidence', valeur: c.membres.find(m => m.preside)?.nom ?? 'Personne' },
    ...(c.mouvements?.length ? [{ libelle: 'Arrivées, départs, présidence', valeur: mouvementsDits(c) }] : []),
    { libelle: 'Quorum', valeur: `${pluriel(n, 'présent')}, il en faut ${c.quorum}\u00a0: ${n >= c.quorum ? 'atteint' : 'non atteint'}` },
  ]
}

export const enveloppeLue = (e: EnveloppePv) => ({
  libelle: e.reserve ? `${e.libelle}, dont ${formatEuros(e.reserve)} en réserve` : e.libelle,
  montant: formatEuros(e.montant),
  avant: formatEuros(e.avant),
  apres: formatEuros(e.apres),
  reste: formatEuros(e.montant - (e.reserve ?? 0) - e.apres),
})

export const etatDe = (v: Pick<VersionPv, 'version' | 'figeLe'>, derniere: boolean) =>
  v.figeLe
    ? `Version\u00a0${v.version}, figée le ${formatJour(v.figeLe)}`
    : `Version\u00a0${v.version}, ${derniere ? 'à signer' : 'remplacée'}`

/** Who had not signed when the version was frozen, and why it was frozen all the same. */
export const nonSignatairesDe = (v: Pick<VersionPv, 'contenu' | 'nonSignataires'>): readonly MembrePv[] =>
  v.contenu.membres.filter(m => v.nonSignataires.includes(m.id))
export const phraseNonSignataires = (v: Pick<VersionPv, 'contenu' | 'nonSignataires' | 'gelMotif'>) =>
  v.gelMotif &&
  `${nonSignatairesDe(v)
    .map(m => m.nom)
    .join(', ')}. Motif\u00a0: ${v.gelMotif}`

export const signatureDe = (v: VersionPv, membreId: string) => v.signatures.find(x => x.membreId === membreId)
