import { formatDateCivile, formatHeure, formatInstant, formatJour, formatJourSemaine } from '../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { majuscule, paragraphes } from '../../lib/mots.ts'
import type { ActeDonnees } from './modele-acte.ts'
import type { PortefeuilleDonnees } from './modele-portefeuille.ts'
import type { ProcesVerbalDonnees } from './modele-proces-verbal.ts'
import type { ReleveDonnees } from './modele-releve.ts'
import type {
  AccuseDonnees,
  CahierDonnees,
  DonneesDe,
  DossierDonnees,
  EtatVerdict,
  FichesDonnees,
  IrrecevabiliteDonnees,
  Modele,
  NotificationDonnees,
  OrdreDonnees,
  SilenceDonnees,
} from './modeles.ts'
import { presenterReleve } from './presenter-releve.ts'

/** Who decides and signs, with the day as it is written; nothing where nobody is designated. */
const signatureDe = (s: ActeDonnees['signature']) =>
  s ? { ...s, pour: s.pour ?? null, delegation: s.delegation ?? null, le: s.le ? formatDateCivile(s.le) : null } : null

const NBSP = '\u00a0'

/** 2 560 000 → « 2,6 Mo »; decimal units, as the upload page says them. */
export function formatOctets(octets: number): string {
  if (octets < 1000) return `${octets}${NBSP}o`
  const [n, unite] = octets < 999_500 ? [octets / 1000, 'Ko'] : [octets / 1_000_000, 'Mo']
  return `${formatNombre(n < 10 ? Math.round(n * 10) / 10 : Math.round(n))}${NBSP}${unite}`
}

const ORDRE: EtatVerdict[] = ['non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet']
const MOT: Record<EtatVerdict, [un: string, plusieurs: string]> = {
  non_respectee: ['non respectée', 'non respectées'],
  a_completer: ['à compléter', 'à compléter'],
  autre_appel: ['relève d’un autre appel', 'relèvent d’un autre appel'],
  attention: ['point d’attention', 'points d’attention'],
  a_verifier: ['à vérifier', 'à vérifier'],
  respectee: ['respectée', 'respectées'],
  sans_objet: ['sans objet', 'sans objet'],
}

/** « 1 à vérifier, 6 respectées ». */
function decompte(verdicts: AccuseDonnees['verdicts']): string {
  const parts = ORDRE.map(etat => [etat, verdicts.filter(v => v.etat === etat).length] as const).filter(([, n]) => n > 0)
  return parts.map(([etat, n]) => `${n}${NBSP}${MOT[etat][n > 1 ? 1 : 0]}`).join(', ')
}

const presenterPieces = (pieces: AccuseDonnees['pieces']) => pieces.map(p => ({ ...p, taille: formatOctets(p.octets) }))

const presenterVerdicts = (verdicts: AccuseDonnees['verdicts']) =>
  ORDRE.flatMap(etat => verdicts.filter(v => v.etat === etat)).map(v => ({
    etat: v.etat,
    mot: majuscule(MOT[v.etat][0]),
    phrase: v.phrase,
    clause: v.clause ?? null,
  }))

const presenterDossier = (d: DossierDonnees) => ({
  ...d,
  etabli: formatJour(d.etabliLe),
  depot: d.depot ?? null,
  pieces: presenterPieces(d.pieces),
  decompte: decompte(d.verdicts),
  verdicts: presenterVerdicts(d.verdicts),
})

function presenterAccuse(d: AccuseDonnees) {
  return {
    ...d,
    structure: {
      nom: d.structure.nom,
      siren: d.structure.siren?.replace(/\B(?=(\d{3})+$)/g, NBSP) ?? null,
      declaree: d.structure.declaree ?? null,
    },
    etabli: formatJour(d.etabliLe),
    deposant: d.deposant ?? null,
    instruit: d.instruit ?? false,
    temps: d.temps ?? null,
    coutGlobal: d.coutGlobal === undefined ? null : formatEuros(d.coutGlobal, { centimes: true }),
    calcul: d.calcul ?? null,
    tableaux: d.tableaux ?? [],
    aideDemandee: formatEuros(d.aideDemandee, { centimes: true }),
    recu: {
      jour: formatJourSemaine(d.recuLe),
      heure: formatHeure(d.recuLe, { secondes: true }),
    },
    pieces: presenterPieces(d.pieces),
    piecesAvant: d.piecesAvant ? formatInstant(d.piecesAvant) : null,
    decompte: decompte(d.verdicts),
    verdicts: presenterVerdicts(d.verdicts),
    recevabilite: d.recevabilite
      ? { ...d.recevabilite, date: formatDateCivile(d.recevabilite.date), fondement: d.recevabilite.fondement ?? null }
      : null,
    silence: { ...d.silence, date: formatDateCivile(d.silence.date) },
    completee: d.completee
      ? { jour: formatJourSemaine(d.completee.recuLe), suspendus: d.completee.suspendus === 0 ? null : jours(d.completee.suspendus) }
      : null,
  }
}

const jours = (n: number) => `${n}${NBSP}jour${n > 1 ? 's' : ''}`

function presenterCahier(d: CahierDonnees) {
  return {
    ...d,
    sousTitre: d.sousTitre ?? null,
    etabli: formatJour(d.etabliLe),
    court: d.court ?? false,
    sections: d.sections.map(s => ({ niveau: s.niveau ?? 1, titre: s.titre, clause: s.clause ?? null, blocs: s.blocs.map(presenterBloc) })),
  }
}

function presenterBloc(b: CahierDonnees['sections'][number]['blocs'][number]) {
  if (b.genre === 'paragraphe') return { ...b, clause: b.clause ?? null }
  if (b.genre === 'liste')
    return { genre: b.genre, ordonnee: b.ordonnee ?? false, elements: b.elements.map(e => ({ texte: e.texte, clause: e.clause ?? null })) }
  return { ...b, largeurs: b.largeurs ?? b.entetes.map(() => 1), chiffres: b.chiffres ?? [] }
}

const presenterIrrecevabilite = (d: IrrecevabiliteDonnees) => ({
  ...d,
  etabli: formatJour(d.etabliLe),
  recuLe: formatDateCivile(d.recuLe),
  regles: d.regles.map(r => ({ titre: r.titre, phrase: r.phrase ?? null, clause: r.clause ?? null })),
  paragraphes: paragraphes(d.motif),
})

const presenterFiches = (d: FichesDonnees) => ({
  ...d,
  etabli: formatJour(d.etabliLe),
  couverture: d.couverture ? { ...d.couverture, chiffres: presenterChiffres(d.couverture.chiffres) } : null,
  fiches: d.fiches.map(f => ({
    ...f,
    brouillon: f.brouillon ?? null,
    chiffres: presenterChiffres(f.chiffres),
    resume: f.resume ?? null,
    criteres: f.criteres.map(c => ({ ...c, degre: c.degre ?? null })),
    priorites: f.priorites ?? null,
    exclus: f.exclus ?? null,
  })),
})
const presenterChiffres = (chiffres: FichesDonnees['fiches'][number]['chiffres']) => chiffres.map(c => ({ ...c, note: c.note ?? null }))

const presenterProcesVerbal = (d: ProcesVerbalDonnees) => ({
  ...d,
  etabli: formatJour(d.etabliLe),
  remarques: paragraphes(d.remarques),
  dossiers: d.dossiers.map(x => ({
    ...x,
    precisions: x.precisions.map(f => ({ libelle: f.libelle, valeur: paragraphes(f.valeur) })),
    conclusion: paragraphes(x.conclusion),
  })),
})

/** Checked data → the French strings that the template prints. Pure. */
export function presenter<M extends Modele>(modele: M, donnees: DonneesDe<M>): unknown {
  switch (modele as Modele) {
    case 'accuse':
      return presenterAccuse(donnees as AccuseDonnees)
    case 'acte': {
      const { numeroActe = null, signataire = null, signature, ...reste } = donnees as ActeDonnees
      return {
        ...reste,
        annexes: reste.annexes ?? [],
        numeroActe,
        signataire,
        signature: signatureDe(signature),
        etabli: formatJour(reste.etabliLe),
      }
    }
    case 'dossier':
      return presenterDossier(donnees as DossierDonnees)
    case 'fiche':
      return presenterFiches(donnees as FichesDonnees)
    case 'irrecevabilite':
      return presenterIrrecevabilite(donnees as IrrecevabiliteDonnees)
    case 'ordre': {
      const o = donnees as OrdreDonnees
      return {
        ...o,
        etabli: formatJour(o.etabliLe),
        arreteLe: formatInstant(o.arreteLe, { secondes: true }),
        donneLe: formatInstant(o.donneLe),
        dossiers: o.dossiers.map(x => ({ ...x, aide: formatEuros(x.aide, { centimes: true }) })),
      }
    }
    case 'releve':
      return presenterReleve(donnees as ReleveDonnees)
    case 'notification': {
      const { etabliLe, recuLe, signataire, signature, ...reste } = donnees as NotificationDonnees
      return {
        ...reste,
        annexes: reste.annexes ?? [],
        etabliLe,
        etabli: formatJour(etabliLe),
        recuLe: formatDateCivile(recuLe),
        signataire: signataire ?? null,
        signature: signatureDe(signature),
      }
    }
    case 'portefeuille': {
      const p = donnees as PortefeuilleDonnees
      return { ...p, etabli: formatJour(p.etabliLe) }
    }
    case 'proces-verbal':
      return presenterProcesVerbal(donnees as ProcesVerbalDonnees)
    case 'silence': {
      const s = donnees as SilenceDonnees
      return {
        ...s,
        etabli: formatJour(s.etabliLe),
        constateLe: formatInstant(s.etabliLe),
        demandeLe: formatDateCivile(s.demandeLe),
        dernierJour: formatDateCivile(s.dernierJour),
        question: paragraphes(s.question),
        fondement: s.fondement ?? null,
      }
    }
    case 'deliberation': {
      const l = donnees as DonneesDe<'deliberation'>
      return { ...l, etabli: formatJour(l.etabliLe) }
    }
    case 'cahier-des-charges':
      return presenterCahier(donnees as CahierDonnees)
  }
}
