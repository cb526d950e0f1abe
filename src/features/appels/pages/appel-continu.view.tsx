import type { Child } from 'hono/jsx'
import { dateCivile, formatDateCivile, formatHeure, formatJour, formatMoisCourt, horlogeDeParis, isoParis } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { finDe } from '../../../lib/periodes.ts'
import { Annee } from '../../../ui/listes.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, seuilsDeFermeture } from '../../cahier/index.ts'
import { finEnMots, prochainsReleves, relevesPasses, rythmeEnMots } from '../../calendrier/index.ts'
import type { Reperes } from './reperes.tsx'

export type DateDite = { quand: Date; date: Child; texte: Child }
const jour = (d: Date) => (
  <time datetime={isoParis(d)}>
    <Typo texte={formatJour(d)} />
  </time>
)

/** Dates of a call that is open all the year round: its opening, the last relevé, the next one and the one after it, its end. */
export function datesContinues(appel: Appel, instant: Date, r: Reperes): DateDite[] {
  const { continu, vagues } = appel.calendrier
  if (!continu) return []
  const cloture = vagues[0]?.cloture
  const { prochain, suivant } = prochainsReleves(appel, instant)
  const dernier = relevesPasses(appel, instant).at(-1)
  const finale = (d: Date) => cloture !== undefined && d.getTime() >= finDe(cloture)
  const releve = (d: Date | undefined, texte: string): DateDite[] =>
    d
      ? [
          {
            quand: d,
            date: jour(d),
            texte: [<b>{`${texte} à ${formatHeure(d)}`}</b>, '. Les dossiers déposés avant sont instruits ensemble.'],
          },
        ]
      : []
  return [
    { quand: continu.ouverture, date: jour(continu.ouverture), texte: ['Ouverture des dépôts.', r.de(continu.clauses)] },
    ...releve(dernier, 'Relevé'),
    ...releve(prochain, prochain && finale(prochain) ? 'Dernier relevé' : 'Prochain relevé'),
    ...releve(suivant, suivant && finale(suivant) ? 'Dernier relevé' : 'Relevé suivant'),
    ...(cloture ? [{ quand: cloture, date: jour(cloture), texte: <b>{`Fin des dépôts à ${formatHeure(cloture)}`}</b> }] : []),
  ]
}

type Faits = readonly { le: Date; dossiers: number }[]

/** How dossiers are taken up, what each relevé took, and the year of those that come again, month by month. */
export const Releves = ({ appel, instant, faits }: { appel: Appel; instant: Date; faits: Faits }) => {
  const { continu } = appel.calendrier
  if (!continu) return null
  const fixes = continu.releves?.genre === 'mensuel'
  const annee = dateCivile(instant).slice(0, 4)
  const siens = faits.filter(f => horlogeDeParis(f.le).startsWith(annee))
  return (
    <>
      <p>
        {rythmeEnMots(continu)} {continu.releves && 'Arriver au début ou à la fin ne change rien.'} {continu.reponse}
      </p>
      {fixes && <Annee legende={`Les relevés de ${annee}`} mois={moisDe(appel, instant, annee, siens)} />}
      {siens.length > 0 && (
        <p class="gt-source">
          {pluriel(siens.length, 'relevé fait', 'relevés faits')} en {annee},{' '}
          {pluriel(
            siens.reduce((t, f) => t + f.dossiers, 0),
            'dossier',
          )}
          {fixes ? '.' : `\u00a0: ${siens.map(f => `le ${formatJour(f.le)}, ${pluriel(f.dossiers, 'dossier')}`).join('\u00a0; ')}.`}
        </p>
      )}
    </>
  )
}

const MOIS = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'))
function moisDe(appel: Appel, instant: Date, annee: string, faits: Faits) {
  const finAnnee = new Date(Date.UTC(Number(annee) + 1, 0, 2))
  const releves = relevesPasses(appel, finAnnee).filter(d => horlogeDeParis(d).startsWith(annee))
  const { prochain } = prochainsReleves(appel, instant)
  const ouverture = appel.calendrier.continu?.ouverture
  return MOIS.map(m => {
    const siens = releves.filter(d => horlogeDeParis(d).slice(5, 7) === m)
    const ouvre = ouverture && horlogeDeParis(ouverture).startsWith(`${annee}-${m}`) ? ouverture : undefined
    const dit = siens.map(d => jourEtNombre(d, faits)).join(' et ')
    return {
      nom: formatMoisCourt(`${annee}-${m}-01`),
      dit: dit ? `le ${dit}` : ouvre ? 'ouverture' : 'aucun relevé',
      vide: siens.length === 0,
      etat: siens.some(d => d.getTime() === prochain?.getTime())
        ? ('prochain' as const)
        : siens.some(d => d <= instant)
          ? ('fait' as const)
          : undefined,
    }
  })
}

/** « 10 », and once it is done « 10 : 18 dossiers ». */
function jourEtNombre(releve: Date, faits: Faits): string {
  const fait = faits.find(f => f.le.getTime() === releve.getTime())
  const jour = formatDateCivile(dateCivile(releve)).split('\u00a0')[0]
  return fait ? `${jour}\u00a0: ${pluriel(fait.dossiers, 'dossier')}` : `${jour}`
}

/** When it closes, said where nobody would think of it. */
export const QuandCelaFerme = ({ appel }: { appel: Appel }) => {
  const { continu, preavis_fermeture } = appel.calendrier
  const seuils = seuilsDits(appel)
  if (!continu && seuils.length === 0) return null
  const jours = pluriel(preavis_fermeture, 'jour')
  return (
    <>
      <h3>Quand cela ferme</h3>
      <ul>
        {continu && <li>{finEnMots(continu)}</li>}
        {seuils.map(({ seuil, ou, qui }) => (
          <li>
            Avant, si l’argent manque&nbsp;: quand il reste moins de {formatEuros(seuil)} à annoncer{ou}, {qui} ferme {jours} après un avis
            publié ici.
          </li>
        ))}
        <li>Sur décision du service, avec sa raison et un avis d’au moins {jours}.</li>
        <li>Un dossier déposé avant une fermeture est toujours lu.</li>
      </ul>
    </>
  )
}

/** Below what is left it closes, and what then does; shares that all have the same amount are said at once. */
function seuilsDits(appel: Appel): { seuil: number; ou: string; qui: string }[] {
  const seuils = seuilsDeFermeture(appel)
  const parts = seuils.filter(s => s.part)
  const egales = parts.length === appel.enveloppes.length && new Set(parts.map(s => s.seuil)).size === 1
  const dites = egales
    ? [{ seuil: parts[0]!.seuil, ou: ' sur une part', qui: 'elle' }]
    : parts.map(({ seuil, part }) => ({ seuil, ou: ` sur la part «\u00a0${part!.libelle}\u00a0»`, qui: 'elle' }))
  return [...seuils.filter(s => !s.part).map(({ seuil }) => ({ seuil, ou: '', qui: 'l’appel' })), ...dites]
}
