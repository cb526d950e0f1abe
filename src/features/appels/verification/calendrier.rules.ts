import { dateCivile, formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { finExclue } from '../../../lib/periodes.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

const jour = formatDateCivile
const lendemain = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** What the dates of a call make impossible, or leave out. `instant`: when it would be published. */
export function remarquesDuCalendrier(appel: Appel, instant: Date | undefined): Remarque[] {
  const { vagues, continu } = appel.calendrier
  const derniere = vagues.at(-1)
  const clos =
    instant && derniere?.cloture && finExclue(derniere) <= instant.getTime()
      ? [
          {
            sujet: 'depot_clos' as const,
            chemin: continu ? ['calendrier', 'continu', 'fin'] : ['calendrier', 'vagues', vagues.length - 1, 'cloture'],
            fait: `Le dépôt est clos depuis le ${formatInstant(derniere.cloture)}.`,
            consequence: 'Publié maintenant, l’appel ne recevra aucun dossier.',
          },
        ]
      : []
  return [...(continu ? [] : vagues.flatMap((v, i) => datesDeLaVague(v, ['calendrier', 'vagues', i]))), ...reponses(appel), ...clos]
}

/** Answers to intentions are told once all are collected, and open the second temps, which they leave the time to write. */
function reponses({ calendrier: { vagues }, phases, second }: Appel): Remarque[] {
  const [v] = vagues
  const reponse = phases?.intention.reponse
  if (!second || !v?.cloture || reponse === undefined) return []
  const chemin = ['phases', 'intention', 'reponse']
  const cloture = dateCivile(v.cloture)
  const debut = v.releve && v.releve >= cloture ? v.releve : cloture
  const fin = dateCivile(phases!.dossier_complet.cloture)
  const quand = `Les réponses aux intentions sont prévues le ${jour(reponse)}`
  if (reponse < debut)
    return [
      {
        sujet: 'reponse_hors_dates',
        chemin,
        fait: `${quand}, avant ${debut === cloture ? 'la clôture' : 'le relevé'}, le ${jour(debut)}.`,
        consequence: 'L’appel promettrait une réponse avant d’avoir toutes les intentions.',
      },
    ]
  if (reponse > fin)
    return [
      {
        sujet: 'reponse_hors_dates',
        chemin,
        fait: `${quand}, après la clôture du second temps, le ${jour(fin)}.`,
        consequence: 'Personne n’aurait le temps de déposer son dossier complet.',
      },
    ]
  return []
}

function datesDeLaVague(v: Appel['calendrier']['vagues'][number], ici: PropertyKey[]): Remarque[] {
  const cloture = dateCivile(v.cloture!)
  const nom = `«\u00a0${v.libelle}\u00a0»`
  const releve: Remarque[] =
    v.releve === undefined
      ? [
          {
            sujet: 'sans_releve',
            chemin: [...ici, 'code'],
            fait: `${nom} n’a pas de relevé.`,
            consequence: 'L’instruction commence au dépôt\u00a0: un porteur ne rouvre plus son dossier pour le corriger.',
          },
        ]
      : v.releve < cloture
        ? [
            {
              sujet: 'releve_avant_cloture',
              chemin: [...ici, 'releve'],
              fait: `Le relevé du ${jour(v.releve)} tombe avant la clôture, le ${jour(cloture)}.`,
              consequence: 'Il prendrait les dossiers avant que tous aient pu déposer.',
              remede: `Prenez le lendemain de la clôture\u00a0: «\u00a0releve: ${lendemain(cloture)}\u00a0».`,
            },
          ]
        : []
  const debut = v.releve && v.releve >= cloture ? v.releve : cloture
  const comite: Remarque[] =
    v.comite !== undefined && v.comite < debut
      ? [
          {
            sujet: 'comite_avant_cloture',
            chemin: [...ici, 'comite'],
            fait: `Le comité du ${jour(v.comite)} se réunit avant ${debut === cloture ? 'la clôture' : 'le relevé'}, le ${jour(debut)}.`,
            consequence: 'Il déciderait sans tous les dossiers.',
          },
        ]
      : []
  const apres = v.comite && v.comite > debut ? v.comite : debut
  const resultats: Remarque[] =
    v.resultats !== undefined && v.resultats < apres
      ? [
          {
            sujet: 'resultats_avant_comite',
            chemin: [...ici, 'resultats'],
            fait: `Les résultats sont annoncés le ${jour(v.resultats)}, avant ${apres === v.comite ? 'le comité' : 'la fin du dépôt'}, le ${jour(apres)}.`,
            consequence: 'L’appel promettrait une réponse qui n’existe pas encore.',
          },
        ]
      : []
  return [...releve, ...comite, ...resultats]
}
