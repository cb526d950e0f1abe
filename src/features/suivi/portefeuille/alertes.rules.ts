import { type DateCivile, dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { majuscule, pluriel } from '../../../lib/mots.ts'
import {
  type BilanSuivi,
  consommeAu,
  enRetard,
  estDeclare,
  glissementsDe,
  joursEntre,
  type LaureatSuivi,
  lignesAu,
  ouvert,
  previsionAu,
} from './chiffres.rules.ts'
import type { DoutesALire } from './doutes.queries.ts'

export const GRAVITES = ['haute', 'moyenne', 'info'] as const
export type Gravite = (typeof GRAVITES)[number]
/** What one does about it: where it leads is the page's business. */
export type Geste =
  | { genre: 'ecrire' | 'suivi'; dossierId: string; libelle: string }
  | { genre: 'lire'; bilanId: string; libelle: string }
  | { genre: 'liste_complementaire'; libelle: string }
/** `poids`: what puts it before another as grave. */
export type Alerte = { gravite: Gravite; titre: string; texte: string; geste: Geste; poids: number }

/** A bilan late by more than this many days, or a second one, is urgent. */
const JOURS_URGENTS = 30
/** A slip that is worth a word, in days. */
const GLISSEMENT_NOTABLE = 30
/** A gap that is worth a word: this part of what is granted (ADR 0015). */
const PART_NOTABLE = 10

export type Surveilles = {
  laureats: readonly LaureatSuivi[]
  aujourdhui: DateCivile
  /** The day of the figures. */
  au: DateCivile
  /** Mails of reminder already sent, by bilan. */
  rappels: ReadonlyMap<string, readonly number[]>
  /** Orders to be checked, of bilans that wait to be read. */
  doutes: readonly DoutesALire[]
  /** Free money of the envelope, in cents; only for whoever sees the whole of it. */
  reste: number | undefined
}

/** `quand`: each thing of the portfolio that asks for it. `dire`: what is said of it, and what one does about it. */
type LigneAlerte<X> = { quand: (s: Surveilles) => readonly X[]; dire: (x: X, s: Surveilles) => Alerte }
const alerte =
  <X>({ quand, dire }: LigneAlerte<X>) =>
  (s: Surveilles) =>
    quand(s).map(x => dire(x, s))

/** One line an alert. Of two as grave and as heavy, the first here comes first. */
const ALERTES = {
  retard: alerte({
    quand: ({ laureats, aujourdhui }) =>
      laureats.filter(ouvert).flatMap(l => {
        const tard = l.bilans.filter(b => enRetard(b, aujourdhui))
        return tard[0] ? [{ l, tard, premier: tard[0], jours: joursEntre(tard[0].echeance, aujourdhui) }] : []
      }),
    dire: ({ l, tard, premier, jours }, { rappels }) => {
      const relances = tard.reduce((n, b) => n + (rappels.get(b.id)?.filter(j => j > 0).length ?? 0), 0)
      return {
        gravite: tard.length > 1 || jours > JOURS_URGENTS ? 'haute' : 'moyenne',
        titre: `${l.porteur}\u00a0: ${tard.length > 1 ? `${tard.length}\u00a0bilans manquent` : premier.etat === 'renvoye' ? 'un bilan est à reprendre' : 'un bilan manque'}`,
        texte: `${dernierRecu(l)}. ${pluriel(jours, 'jour')} de retard, ${relances > 0 ? `${pluriel(relances, 'relance')} sans réponse` : 'aucune relance envoyée'}.`,
        geste: { genre: 'ecrire', dossierId: l.id, libelle: 'Écrire au porteur' },
        poids: jours * tard.length,
      }
    },
  }),
  /** An end that slips: beyond the last day of the call first. */
  derive: alerte({
    quand: ({ laureats }) => glissementsDe(laureats).filter(g => g.apresLimite || g.jours >= GLISSEMENT_NOTABLE),
    dire: ({ l, annoncee, jours, apresLimite }) => ({
      gravite: apresLimite ? 'haute' : 'moyenne',
      titre: `${l.porteur}\u00a0: fin au ${formatDateCivile(annoncee)}`,
      texte: [
        apresLimite
          ? `Après le ${formatDateCivile(l.limite!)}, dernier jour que l’appel admet.`
          : `${pluriel(jours, 'jour')} après la date prévue.`,
        l.avenant ? 'Un avenant attend votre réponse.' : 'Aucun avenant demandé.',
      ].join(' '),
      geste: { genre: 'suivi', dossierId: l.id, libelle: l.avenant ? 'Répondre à l’avenant' : 'Voir le projet' },
      poids: jours,
    }),
  }),
  /** Behind the plan, or about to leave credits unspent on the last day of the call. */
  consommation: alerte({
    quand: ({ laureats, au }) =>
      lignesAu(laureats.filter(ouvert), au)
        .map(x => {
          const { l, ecart } = x
          const prevision = l.limite && l.limite > au ? previsionAu(l, l.limite) : null
          const perdu = prevision === null || l.acheveLe ? 0 : l.accorde - prevision
          const retard = ecart !== null && ecart < 0 && -ecart * PART_NOTABLE >= l.accorde ? -ecart : 0
          return { ...x, perdu, retard, tombe: perdu > 0 && perdu * PART_NOTABLE >= l.accorde }
        })
        .filter(x => x.l.accorde > 0 && (x.retard > 0 || x.tombe)),
    dire: ({ l, consomme, prevu, perdu, retard, tombe }) => {
      const part = (c: number) => formatTaux(c / l.accorde, 0)
      return {
        gravite: 'moyenne',
        titre:
          retard > 0
            ? `${l.porteur}\u00a0: ${formatEuros(retard)} de moins que prévu`
            : `${l.porteur}\u00a0: ${formatEuros(perdu)} risquent d’être perdus`,
        texte: [
          `${part(consomme)} de l’aide consommés${prevu === null ? '' : `, ${part(prevu)} prévus`}.`,
          ...(tombe ? [`Au rythme actuel, ${formatEuros(perdu)} resteraient le ${formatDateCivile(l.limite!)}.`] : []),
        ].join(' '),
        geste: { genre: 'suivi', dossierId: l.id, libelle: 'Voir le projet' },
        poids: Math.max(perdu, retard) / 100,
      }
    },
  }),
  /** Orders that are there twice, that go past the cost, or whose company has several names. */
  doute: alerte({
    quand: ({ laureats, doutes }) =>
      doutes.flatMap(d => {
        const l = laureats.find(x => x.id === d.dossierId)
        return l ? [{ ...d, porteur: l.porteur }] : []
      }),
    dire: ({ porteur, id, deja, noms, depasse }) => ({
      gravite: 'moyenne',
      titre: `${porteur}\u00a0: commandes à vérifier`,
      texte: `${majuscule(
        [
          ...(deja > 0 ? [pluriel(deja, 'commande déjà là', 'commandes déjà là')] : []),
          ...(noms > 0 ? [`plusieurs noms pour ${pluriel(noms, 'SIRET', 'SIRET')}`] : []),
          ...(depasse ? ['plus de commandes que le coût du projet'] : []),
        ].join('\u202f; '),
      )}.`,
      geste: { genre: 'lire', bilanId: id, libelle: 'Lire le bilan' },
      poids: deja + noms,
    }),
  }),
  a_lire: alerte({
    quand: ({ laureats }) => [bilansALire(laureats)].filter(file => file.length > 0),
    dire: file => {
      const noms = [...new Set(file.map(x => x.l.porteur))]
      return {
        gravite: 'info',
        titre: file.length > 1 ? `${file.length}\u00a0bilans attendent votre lecture` : 'Un bilan attend votre lecture',
        texte: `${noms.slice(0, 4).join(', ')}${noms.length > 4 ? ` et ${pluriel(noms.length - 4, 'autre')}` : ''}.`,
        geste: { genre: 'lire', bilanId: file[0]!.b.id, libelle: file.length > 1 ? 'Lire les bilans' : 'Lire le bilan' },
        poids: file.length,
      }
    },
  }),
  reste: alerte({
    quand: ({ reste = 0 }) => [reste].filter(r => r > 0),
    dire: r => ({
      gravite: 'info',
      titre: `${formatEuros(r)} libres dans l’enveloppe`,
      texte: 'La liste complémentaire peut en recevoir, dans son ordre.',
      geste: { genre: 'liste_complementaire', libelle: 'Voir les décisions' },
      poids: 0,
    }),
  }),
}

/** What asks for somebody to act, the worst first. */
export const alertesDe = (s: Surveilles): Alerte[] =>
  Object.values(ALERTES)
    .flatMap(de => de(s))
    .sort((a, b) => GRAVITES.indexOf(a.gravite) - GRAVITES.indexOf(b.gravite) || b.poids - a.poids)

function dernierRecu(l: LaureatSuivi): string {
  const dernier = l.bilans.findLast(b => estDeclare(b) && b.deposeLe)
  if (!dernier) return l.bilans.some(b => b.etat === 'renvoye') ? 'Le bilan reçu a été renvoyé' : 'Aucun bilan reçu'
  return `Dernier bilan reçu le ${formatDateCivile(dateCivile(dernier.deposeLe!))}, ${formatEuros(consommeAu(l, dernier.fin))} consommés à cette date`
}

/** Bilans that wait to be read, oldest first. */
export const bilansALire = (laureats: readonly LaureatSuivi[]): { l: LaureatSuivi; b: BilanSuivi }[] =>
  laureats
    .flatMap(l => l.bilans.filter(b => b.etat === 'depose').map(b => ({ l, b })))
    .sort((x, y) => (x.b.deposeLe?.getTime() ?? 0) - (y.b.deposeLe?.getTime() ?? 0) || x.b.id.localeCompare(y.b.id))
