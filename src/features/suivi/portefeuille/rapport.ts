import type { Config } from '../../../config.ts'
import { dateCivile, formatDateCivile, formatDateCivileCourte } from '../../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { enTeteDe, type PortefeuilleDonnees } from '../../documents/index.ts'
import { finDe } from '../fin.rules.ts'
import { nomPeriode } from '../periodes.ts'
import { GRAVITES, type Gravite } from './alertes.rules.ts'
import { type LigneProjet, somme } from './chiffres.rules.ts'
import { compteDes } from './indicateurs.rules.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const exact = (c: number) => formatEuros(c, { centimes: true })
const signe = (c: number) => `${c > 0 ? '+' : ''}${formatEuros(c)}`
/** What a report of two or three pages has room for; the sheets have all. */
const ALERTES_MAX = 10
const SIEGES_MAX = 10
const FINS_MAX = 12
const MOUVEMENTS_MAX = 12
const MOTS_MOUVEMENT: Record<string, string> = {
  abondement: 'Abondement',
  reduction: 'Réduction',
  transfert: 'Transfert',
  reserve: 'Mise en réserve',
  liberation: 'Libération de réserve',
}
const GRAVITE: Record<Gravite, string> = { haute: 'Urgent', moyenne: 'À traiter', info: 'À savoir' }
const part = (n: number, sur: number) => (sur > 0 ? Math.max(0, Math.min(1, n / sur)) : 0)

/** The portfolio as the authority prints it: the same figures as the page, for the same perimeter and the same day. Pure. */
export function rapportDe(p: Portefeuille, config: Config): PortefeuilleDonnees {
  const a = p.argent
  const alertes = p.instruit ? p.alertes : []
  return {
    ...enTeteDe(p.ensemble.appels[0]!.appel, config),
    etabliLe: p.instant,
    titre: 'Suivi des lauréats',
    sous: [
      p.ensemble.libelle,
      ...(p.departement ? [p.departements.find(d => d.value === p.departement)!.label] : []),
      `arrêté au ${formatDateCivile(p.au)}`,
    ].join(', '),
    phrase: phraseDe(p),
    barre: { consomme: part(a.consomme, a.montant), engage: part(a.engage, a.montant), prevu: part(a.prevu, a.montant) },
    chiffres: [
      { libelle: p.livre ? 'Enveloppe' : 'Accordé aux projets suivis', valeur: exact(a.montant) },
      { libelle: 'Consommé', valeur: exact(a.consomme) },
      { libelle: 'Engagé, pas encore consommé', valeur: exact(a.engage) },
      ...(p.livre ? [{ libelle: 'Reste libre', valeur: exact(a.reste) }] : []),
      ...(a.reserve > 0 ? [{ libelle: 'En réserve', valeur: exact(a.reserve) }] : []),
      { libelle: 'Consommation prévue à cette date', valeur: exact(a.prevu) },
      { libelle: 'Ordonné', valeur: exact(a.ordonne) },
      { libelle: 'Versé aux porteurs', valeur: exact(a.verse) },
    ],
    alertes: alertes
      .toSorted((x, y) => GRAVITES.indexOf(x.gravite) - GRAVITES.indexOf(y.gravite))
      .slice(0, ALERTES_MAX)
      .map(x => ({ gravite: GRAVITE[x.gravite], titre: x.titre, texte: x.texte })),
    alertesEnPlus: alertes.length > ALERTES_MAX ? `Et ${pluriel(alertes.length - ALERTES_MAX, 'autre alerte', 'autres alertes')}.` : '',
    mouvements: p.mouvements.slice(0, MOUVEMENTS_MAX).map(m => ({
      jour: formatDateCivileCourte(dateCivile(m.instant)),
      mouvement: MOTS_MOUVEMENT[m.genre] ?? m.genre,
      enveloppe: m.vers ? `${m.libelle} vers ${m.vers}` : m.libelle,
      montant: exact(m.montant),
    })),
    mouvementsEnPlus:
      p.mouvements.length > MOUVEMENTS_MAX
        ? `Et ${pluriel(p.mouvements.length - MOUVEMENTS_MAX, 'autre mouvement', 'autres mouvements')}.`
        : '',
    periodes: p.periodes.map(x => ({
      nom: nomPeriode(x.fin, p.cadence).long,
      prevu: formatEuros(x.prevu),
      consomme: formatEuros(x.consomme),
      ecart: signe(x.consomme - x.prevu),
      bilans: x.attendus > 0 ? `${x.recus} sur ${x.attendus}` : '–',
    })),
    notes: [
      'Le plan répartit l’aide de chaque projet en parts égales par jour, de son début à sa fin convenus. Un bilan manquant ne compte pas pour zéro\u00a0: sa dernière valeur connue est reprise.',
    ],
    ...siegesDe(p),
    indicateurs: indicateursDits(p),
    fins: (p.instruit ? p.glissements : []).slice(0, FINS_MAX).map(g => ({
      porteur: g.l.porteur,
      initiale: formatDateCivileCourte(g.initiale),
      annoncee: formatDateCivileCourte(g.annoncee),
      jours: `+${pluriel(g.jours, 'jour')}${g.apresLimite ? ', après la limite' : ''}`,
    })),
    projets: (p.instruit ? p.lignes : []).map(ligneDe),
    total: {
      aide: formatEuros(somme(p.lignes.map(x => x.l.accorde))),
      consomme: formatEuros(somme(p.lignes.map(x => x.consomme))),
      verse: formatEuros(somme(p.lignes.map(x => x.l.verse))),
    },
  }
}

function phraseDe(p: Portefeuille): string {
  const { consomme, prevu } = p.argent
  const manquants = p.lignes.filter(x => x.inconnu).length
  const ecart =
    consomme === prevu
      ? 'comme prévu'
      : `soit ${formatEuros(Math.abs(consomme - prevu))} de ${consomme < prevu ? 'moins' : 'plus'} que prévu`
  const silence =
    manquants > 0
      ? `\u202f; ${pluriel(manquants, 'projet')} n’${manquants > 1 ? 'ont' : 'a'} pas dit où ${manquants > 1 ? 'ils en sont' : 'il en est'}`
      : ''
  return `Au ${formatDateCivile(p.au)}, ${pluriel(p.laureats.length, 'projet')} ${p.laureats.length > 1 ? 'ont' : 'a'} consommé ${formatEuros(consomme)}, ${ecart}${silence}.`
}

function siegesDe({ destinations: d }: Portefeuille): Pick<PortefeuilleDonnees, 'sieges' | 'siegesPhrase'> {
  const dits = d.lignes.map(l => ({
    nom: l.libelle,
    commandes: formatNombre(l.commandes),
    ht: exact(l.ht),
    credits: exact(l.credits),
    part: formatTaux(l.part, 0),
  }))
  const autres = d.lignes.slice(SIEGES_MAX)
  const de = (c: 'commandes' | 'ht' | 'credits' | 'part') => somme(autres.map(l => l[c]))
  const reste = {
    nom: 'Autres sièges',
    commandes: formatNombre(de('commandes')),
    ht: exact(de('ht')),
    credits: exact(de('credits')),
    part: formatTaux(de('part'), 0),
  }
  const total = {
    nom: 'Total',
    commandes: formatNombre(d.commandes),
    ht: exact(d.ht),
    credits: exact(d.credits),
    part: d.credits > 0 ? formatTaux(1, 0) : '–',
  }
  return {
    sieges: d.commandes === 0 ? [] : [...dits.slice(0, SIEGES_MAX), ...(autres.length > 0 ? [reste] : []), total],
    siegesPhrase:
      d.credits > 0
        ? `${formatTaux(d.ici / d.credits, 0)} des crédits consommés sont allés à des entreprises dont le siège est sur le territoire.`
        : '',
  }
}

function indicateursDits(p: Portefeuille): string {
  const c = compteDes(p.indicateurs)
  return c.nombre === 0
    ? ''
    : `${pluriel(c.atteintes, 'cible atteinte', 'cibles atteintes')} sur ${c.nombre}, ${pluriel(c.declares, 'valeur déclarée', 'valeurs déclarées')}.`
}

const ligneDe = ({ l, consomme, prevu, ecart, inconnu }: LigneProjet) => ({
  porteur: l.porteur,
  aide: formatEuros(l.accorde),
  consomme: formatEuros(consomme),
  part: part(consomme, l.accorde),
  connu: !inconnu,
  prevu: part(prevu ?? 0, l.accorde),
  ecart: ecart !== null ? signe(ecart) : inconnu ? 'inconnu' : 'sans plan',
  verse: formatEuros(l.verse),
  fin: `${l.etape === 'abandonne' ? 'abandonnée le ' : ''}${formatFin(finDe(l).jour)}`,
})
const formatFin = (jour: string | null) => (jour ? formatDateCivileCourte(jour) : 'à dire')
