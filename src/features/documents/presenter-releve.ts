import { formatDateCivile, formatInstant, formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import type { ReleveDonnees } from './modele-releve.ts'

const seconde = (iso: string) => formatInstant(new Date(iso), { secondes: true })

/** The minutes of a relevé in French. */
export const presenterReleve = ({ contenu: c, reponse, suivant, etabliLe, ...commun }: ReleveDonnees) => ({
  ...commun,
  etabli: formatJour(etabliLe),
  appel: c.appel,
  par: c.par,
  prevuLe: formatInstant(new Date(c.prevuLe)),
  faitLe: seconde(c.faitLe),
  nombre: pluriel(c.dossiers.length, 'dossier'),
  bornes: `${c.dossiers.length > 1 ? 'Déposés' : 'Déposé'} du ${seconde(c.du)}${c.au ? ` au ${seconde(c.au)}` : ''} (heure de Paris).`,
  aide: formatEuros(c.dossiers.reduce((t, x) => t + (x.aide ?? 0), 0)),
  reponse: reponse ? `au plus tard le ${formatDateCivile(reponse)}` : null,
  suivant: suivant ? formatInstant(suivant) : null,
  dossiers: c.dossiers.map(x => ({
    ...x,
    titre: x.titre || 'Sans titre',
    deposeLe: seconde(x.deposeLe),
    aide: x.aide === null ? '–' : formatEuros(x.aide, { centimes: true }),
    iraA: x.iraA || 'personne',
  })),
  laisse: [
    `${pluriel(c.apres, 'dossier déposé', 'dossiers déposés')} après son heure\u00a0: pour le relevé suivant.`,
    `${pluriel(c.brouillons, 'brouillon non déposé', 'brouillons non déposés')}.`,
  ],
})
