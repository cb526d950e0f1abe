import type { Config } from '../../config.ts'
import { formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import type { Appel } from '../cahier/index.ts'
import { type Attente, delaisLegaux, echeances } from '../delais/index.ts'
import { type AccuseDonnees, adresseVerification, enTeteDe } from '../documents/index.ts'
import { DECLAREE } from '../etats/index.ts'
import { tableauxDuDepot } from '../tableaux/index.ts'
import { titreDuTemps } from '../temps/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import type { ContenuDepose } from '../versions/index.ts'

type Depot = { recuLe: Date; sha256: string }
/** When the request itself was received, from which delays run, and the waits for complements since: what a later version answers. */
export type Reception = { le: Date; attentes: readonly Attente[] }
type VerdictDepose = { resultat: string; explication: string; clauses: readonly string[] }

type Contexte = {
  appel: Appel
  verdicts: readonly VerdictDepose[]
  config: Config
  urlPublique: string
  reception: Reception
  instruit: boolean
}

/**
 * Data of the receipt (CRPA L112-11, R112-5), from the filing as it was written: nothing here depends on when it is asked for.
 */
export function donneesAccuse(
  contenu: ContenuDepose,
  depot: Depot,
  { appel, verdicts, config, urlPublique, reception, instruit }: Contexte,
): AccuseDonnees {
  const { voies_de_recours, decision } = appel.regime
  return {
    ...enTeteDe(appel, config),
    etabliLe: depot.recuLe,
    numero: contenu.numero,
    ...tempsDe(appel),
    appel: appel.titre,
    structure: {
      nom: contenu.structure.nom,
      ...(contenu.structure.siren ? { siren: contenu.structure.siren } : {}),
      ...(contenu.structure.declaree ? { declaree: DECLAREE } : {}),
    },
    deposant: contenu.deposant.nom,
    titre: contenu.titre || 'Sans titre',
    volet: contenu.volet?.titre ?? 'Sans volet',
    ...(contenu.montants.cout_global === null ? {} : { coutGlobal: contenu.montants.cout_global }),
    aideDemandee: contenu.montants.aide,
    ...(contenu.aide_calculee ? { calcul: contenu.aide_calculee.etapes.map(({ libelle, texte }) => ({ libelle, texte })) } : {}),
    recuLe: depot.recuLe,
    ...tableauxDe(appel, contenu),
    empreinte: depot.sha256,
    pieces: contenu.pieces.map(p => ({ intitule: p.piece, fichier: p.nom, octets: p.taille, sha256: p.sha256 })),
    piecesManquantes: [],
    verdicts: verdicts.map(v => ({
      etat: v.resultat as Resultat,
      phrase: v.explication,
      ...(v.clauses.length > 0 ? { clause: v.clauses.join(', ') } : {}),
    })),
    ...(reception.le < depot.recuLe
      ? { completee: { recuLe: reception.le, suspendus: delaisLegaux(appel, reception.le, reception.attentes, depot.recuLe).suspendus } }
      : {}),
    ...recevabiliteDe(appel, reception, depot.recuLe),
    silence: {
      date: echeances(appel, reception.le, reception.attentes, depot.recuLe).silence,
      sens: decision.silence,
      fondement: decision.fondement,
    },
    instruit,
    recours: [...voies_de_recours],
    verification: adresseVerification(urlPublique, contenu.numero, depot.sha256),
  }
}

const tempsDe = (appel: Appel) => {
  const temps = titreDuTemps(appel, appel.temps ?? 1)
  return temps ? { temps } : {}
}

function tableauxDe(appel: Appel, { listes }: ContenuDepose): Pick<AccuseDonnees, 'tableaux'> {
  const tableaux = tableauxDuDepot(appel, listes).map(({ id: _, ...t }) => t)
  return tableaux.length > 0 ? { tableaux } : {}
}

function recevabiliteDe(appel: Appel, { le, attentes }: Reception, instant: Date): Pick<AccuseDonnees, 'recevabilite'> {
  const { recevabilite } = appel.regime
  const { recevabilite: date } = echeances(appel, le, attentes, instant)
  if (!recevabilite || !date) return {}
  const { silence: phrase, fondement } = recevabilite
  return { recevabilite: { date, phrase, ...(fondement ? { fondement } : {}) } }
}

const minuscule = (t: string) => t.charAt(0).toLowerCase() + t.slice(1)
/** An intention is no request for an aid: what comes after it is said with its receipt. */
function suiteDuTemps({ phases, temps }: Appel): string[] {
  if (!phases || temps) return []
  const { reponse } = phases.intention
  return [
    `Réponse ${reponse ? `prévue le ${formatDateCivile(reponse)}` : 'du service'}, à vous seuls. Les projets présélectionnés remplissent ensuite le second temps, «\u00a0${phases.dossier_complet.titre}\u00a0».`,
  ]
}

/** What a receipt says where the instruction begins with the filing. */
const INSTRUIT =
  'L’instruction commence aujourd’hui. Le dossier ne se modifie plus. Pour corriger une erreur, écrivez au service depuis la page du dossier\u00a0: il peut vous demander des compléments.'

const SENS = { rejet: 'rejetée', acceptation: 'acceptée' } as const

/** The mail that goes with the receipt, with the same mentions. */
export function courrielAccuse(
  dossier: { id: string; structure: { nom: string; declaree?: boolean }; version: { appel: Appel } },
  {
    numero,
    version,
    aNouveau = version > 1,
    sha256,
    recuLe,
    instruit,
  }: { numero: string; version: number; aNouveau?: boolean; sha256: string; recuLe: Date; instruit?: boolean },
  reception: Reception,
) {
  const { appel } = dossier.version
  const { service, voies_de_recours, decision } = appel.regime
  const { recevabilite } = recevabiliteDe(appel, reception, recuLe)
  const complete = reception.le < recuLe
  const { temps } = tempsDe(appel)
  const quoi = temps ? `Dossier ${numero}, ${minuscule(temps)}` : `Dossier ${numero}`
  return {
    sujet: complete
      ? `Compléments du dossier ${numero} reçus\u00a0: accusé de réception`
      : `${quoi}${temps ? ',' : ''} déposé${aNouveau ? ' à nouveau' : ''}\u00a0: accusé de réception`,
    lien: paths.dossiers.voir(dossier.id),
    phrases: [
      complete
        ? `Vos compléments au dossier ${numero} (${dossier.structure.nom}, «\u00a0${appel.titre}\u00a0») sont reçus, le ${formatInstant(recuLe, { secondes: true })}, heure de Paris.`
        : `Le dossier ${numero} (${dossier.structure.nom}, «\u00a0${appel.titre}\u00a0») est déposé${temps ? `, pour le temps «\u00a0${temps}\u00a0»` : ''}. Nous l’avons reçu le ${formatInstant(recuLe, { secondes: true })}, heure de Paris.`,
      ...suiteDuTemps(appel),
      ...(aNouveau ? [`C’est la version\u00a0${version} du dossier\u00a0: elle remplace celle que vous aviez déposée.`] : []),
      ...(complete ? [`Les délais se comptent depuis la réception de votre demande, le ${formatInstant(reception.le)}.`] : []),
      'Ce courriel vaut accusé d’enregistrement et accusé de réception. Le document PDF est dans votre espace.',
      'Aucune pièce ne manque.',
      ...(dossier.structure.declaree ? [`${DECLAREE} La décision attend cette confirmation.`] : []),
      ...(instruit ? [INSTRUIT] : []),
      ...(recevabilite
        ? [`Nous vous disons au plus tard le ${formatDateCivile(recevabilite.date)} si votre dossier est recevable. ${recevabilite.phrase}`]
        : []),
      `Sans réponse de notre part le ${formatDateCivile(echeances(appel, reception.le, reception.attentes, recuLe).silence)}, votre demande est ${SENS[decision.silence]} (${decision.fondement}).`,
      `Pour contester la décision\u00a0:\n${voies_de_recours.map(v => `- ${v}`).join('\n')}`,
      `Empreinte SHA-256 du contenu déposé\u00a0: ${sha256}\nToute personne peut la vérifier sur la page «\u00a0Vérifier un document\u00a0» du site.`,
      `${service.nom}\n${service.adresse.join('\n')}\n${service.courriel}, ${service.telephone}`,
    ],
  }
}
