import type { Config } from '../../../config.ts'
import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { enLettres } from '../../../lib/en-lettres.ts'
import { type Centimes, formatEuros, formatTaux } from '../../../lib/euros.ts'
import { type Appel, type ModeleActe, tableauxDe } from '../../cahier/index.ts'
import type { Signature } from '../../delegations/index.ts'
import { type ActeDonnees, enTeteDe } from '../../documents/index.ts'
import { tableauEnLettre, tableauxDuDepot } from '../../tableaux/index.ts'
import type { EtapeDuCalcul } from '../../verdicts/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { type NatureActe, remplir } from '../acte.rules.ts'
import { plafondVerse } from '../versements.rules.ts'
import { avenantJuste } from './modele-avenant.ts'
import { USUELS } from './modeles-usuels.ts'

/** An act as it is kept: its instant is that of its establishment. */
export type ActeEcrit = Omit<ActeDonnees, 'etabliLe'>
/** What an act says of its lauréat. Cents; days are civil. */
export type ARediger = {
  nature: NatureActe
  numeroActe?: string
  numero: string
  titre: string
  porteur: string
  accorde: Centimes
  base: Centimes
  cout: Centimes | null
  calcul?: { montant: Centimes; etapes: readonly EtapeDuCalcul[] } | null
  conditions: string
  /** The tables of its filing, line by line, for an act that names one. */
  listes?: Parameters<typeof tableauxDuDepot>[1] | undefined
  deposeLe: Date
  notifieLe: Date | null
  dureeMois: number
  /** What the bodies of the call said of it: « l’avis favorable de… ». */
  visas?: readonly string[]
  /** The opinions that it rests on, and the sentences that it takes from their reserves. */
  avis?: { visas: readonly string[]; prescriptions: readonly string[] } | undefined
  /** Who signs it, where somebody is designated. */
  signature?: Signature | undefined
  /** Of an amendment: what it changes, and the act that it amends. */
  avenant?: {
    initial: string
    convention: boolean
    motif: string
    avant: Centimes
    fin?: string
    montant?: Centimes
    objet?: string
    partenaire?: string
  }
}

/** A sentence put inside another one. */
const sansPoint = (t: string) => t.replace(/(?<![\s.])[\s.]+$/, '')
const euros = (c: Centimes) => formatEuros(c, { centimes: true })
const jourDe = (d: Date | null) => (d ? formatDateCivile(dateCivile(d)) : '')
const plafond = (accorde: Centimes, part: number | undefined) => (part === undefined ? '' : euros(plafondVerse(accorde, part)))
const taux = (t: number | undefined) => (t === undefined ? '' : formatTaux(t, (t * 100) % 1 === 0 ? 0 : 2))

/** The act of a lauréat, from the text of its call or the usual one. Pure. */
export function rediger(a: ARediger, appel: Appel, config: Config, adresse: string): ActeEcrit {
  const { versements, service, signataire, voies_de_recours } = appel.regime
  const duree = `${a.dureeMois}\u00a0mois`
  // without lines of expense there is no base: what binds is the amount
  const base = appel.plan === 'complet' ? a.base : 0
  const sur = appel.plan === 'simple' ? (a.cout ?? 0) : base
  const tauxBase = sur > 0 ? formatTaux(a.accorde / sur, 2) : ''
  const v = a.avenant
  const modele = appel.actes[a.nature] ?? USUELS[a.nature]
  const { listes = {} } = a
  const nommes = [...tableauxDe(appel).values()].filter(t => nomme(modele, t.id))
  const annexes = tableauxDuDepot(appel, listes).flatMap(({ id, ...t }) => (nommes.some(n => n.id === id) ? [t] : []))
  const mots: Record<string, string> = {
    ...Object.fromEntries(nommes.map(t => [t.id, tableauEnLettre(appel, t, listes).texte])),
    structure: a.porteur,
    projet: a.titre || 'Sans titre',
    numero: a.numero,
    appel: appel.titre,
    service: service.nom,
    depose_le: jourDe(a.deposeLe),
    decision_le: jourDe(a.notifieLe),
    montant: euros(a.accorde),
    montant_en_lettres: enLettres(a.accorde),
    base: base > 0 ? euros(base) : '',
    cout: a.cout === null ? '' : euros(a.cout),
    taux: tauxBase,
    // said of the amount that was computed, and of no other
    calcul: a.calcul && !v && a.calcul.montant === a.accorde ? calculEnMots(a.calcul.etapes) : '',
    conditions: a.conditions,
    duree,
    avance: plafond(a.accorde, versements.avance_max),
    avance_taux: taux(versements.avance_max),
    acomptes: plafond(a.accorde, versements.acomptes_max),
    acomptes_taux: taux(versements.acomptes_max),
    acte_initial: v?.initial ?? '',
    motif: sansPoint(v?.motif ?? ''),
    nouvelle_fin: v?.fin ? formatDateCivile(v.fin) : '',
    nouvel_objet: v?.objet ?? '',
    nouveau_montant: v?.montant === undefined ? '' : euros(v.montant),
    montant_avant: v ? euros(v.avant) : '',
    nouveau_partenaire: v?.partenaire ?? '',
    ...(v?.montant === undefined
      ? {}
      : duMontant(
          { ...v, montant: v.montant },
          {
            montantEnLettres: enLettres(v.montant),
            taux: tauxBase,
            avance: plafond(v.montant, versements.avance_max),
            acomptes: plafond(v.montant, versements.acomptes_max),
          },
        )),
  }
  return {
    ...enTeteDe(appel, config),
    ...avecVisas(avecAvis(remplir(a.nature === 'avenant' ? avenantJuste(modele) : modele, mots), a.avis), a),
    bilateral: a.nature === 'convention' || (v?.convention ?? false),
    ...(a.numeroActe ? { numeroActe: a.numeroActe } : {}),
    numero: a.numero,
    appel: appel.titre,
    structure: a.porteur,
    projet: a.titre || 'Sans titre',
    ...(annexes.length > 0 ? { annexes } : {}),
    essentiel: v ? essentielAvenant(a, mots) : essentiel(a, mots),
    ...(signataire ? { signataire } : {}),
    ...(a.signature ? { signature: a.signature } : {}),
    recours: [...voies_de_recours],
    adresse,
  }
}

/** Whether a text of the act names this table. */
const nomme = ({ titre, vus, considerants, articles }: ModeleActe, id: string) =>
  [titre, ...vus, ...considerants, ...articles.flatMap(x => [x.titre, ...x.texte])].some(t => t.includes(`{${id}}`))

/** An act cites the opinions that it rests on, and takes up what their reserves ask in an article of its own, before the last. */
function avecAvis<T extends { vus: string[]; articles: { titre: string; texte: string[] }[] }>(texte: T, avis: ARediger['avis']): T {
  if (!avis) return texte
  const { visas, prescriptions } = avis
  const article = prescriptions.length > 0 ? [{ titre: 'Prescriptions tirées des avis', texte: [...prescriptions] }] : []
  return { ...texte, vus: [...texte.vus, ...visas], articles: [...texte.articles.slice(0, -1), ...article, ...texte.articles.slice(-1)] }
}

/** An act cites what the bodies of its call said, and one signed by delegation the arrêté that gave it. */
const avecVisas = <T extends { vus: string[] }>(texte: T, { visas = [], signature }: Pick<ARediger, 'visas' | 'signature'>): T => ({
  ...texte,
  vus: [...texte.vus, ...visas, ...(signature?.delegation ? [signature.delegation] : [])],
})

/** Words of an amendment that changes the amount: what payments are computed with from its signature on. Without a new amount they have no value. */
const duMontant = (
  v: { avant: Centimes; montant: Centimes },
  m: { montantEnLettres: string; taux: string; avance: string; acomptes: string },
) => ({
  nouveau_montant_en_lettres: m.montantEnLettres,
  porte_ou_ramene: v.montant < v.avant ? 'ramené' : 'porté',
  nouveau_taux: m.taux,
  nouvelle_avance: m.avance,
  nouveaux_acomptes: m.acomptes,
})

const dire = (paires: readonly (readonly [string, string | undefined])[]) =>
  paires.flatMap(([libelle, valeur]) => (valeur ? [{ libelle, valeur }] : []))

const essentiel = (a: ARediger, mots: Record<string, string>) =>
  dire([
    ['Bénéficiaire', a.porteur],
    ['Projet', mots.projet],
    ['Dossier', `n°\u00a0${a.numero}`],
    ['Dépense éligible', mots.base],
    ['Aide, au plus', mots.montant],
    ['Taux', mots.taux],
    ['Calcul', mots.calcul],
    ['Durée', `${mots.duree} à compter de la signature`],
  ])

const essentielAvenant = (a: ARediger, mots: Record<string, string>) =>
  dire([
    ['Bénéficiaire', a.porteur],
    ['Projet', mots.projet],
    ['Dossier', `n°\u00a0${a.numero}`],
    ['Acte modifié', `n°\u00a0${mots.acte_initial}`],
    ['Nouvelle fin du projet', mots.nouvelle_fin],
    ['Nouveau montant de l’aide', mots.nouveau_montant],
    ['Nouveau taux', mots.nouveau_taux],
    ['Avance et acomptes, au plus', mots.nouveaux_acomptes],
  ])
