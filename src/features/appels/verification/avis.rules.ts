import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

type Avis = Appel['avis'][number]
const MOT_FORCE = { consultatif: 'consultatif', obligatoire: 'obligatoire', conforme: 'conforme' } as const

/** What an opinion lacks: the text that gives it its weight, an address, the time to be given before the comité. */
export const remarquesDesAvis = (appel: Appel): Remarque[] =>
  appel.avis.flatMap((a, i) => [...fondement(a, i), ...(a.quand === 'depot' ? [] : [...adresse(appel, a, i), ...tard(appel, a, i)])])

const fondement = (a: Avis, i: number): Remarque[] =>
  a.force === 'consultatif' || a.fondement !== undefined
    ? []
    : [
        {
          sujet: 'avis_sans_fondement',
          chemin: ['avis', i, 'force'],
          fait: `L’avis «\u00a0${a.libelle}\u00a0» est ${MOT_FORCE[a.force]}, et rien ne dit quel texte le veut.`,
          consequence: 'Une décision qu’il empêche pourrait être contestée, et l’arrêté ne peut pas le citer.',
          remede: 'Ajoutez «\u00a0fondement\u00a0», par exemple «\u00a0fondement: Code du patrimoine, L. 632-2\u00a0».',
        },
      ]

function adresse({ contacts_internes, territoire }: Appel, a: Avis, i: number): Remarque[] {
  const siens = contacts_internes.filter(c => c.avis === a.code)
  const cases = territoire.departements.length > 0 ? territoire.departements : [undefined]
  const sans = cases.filter(d => !siens.some(c => !c.departements || (d && c.departements.includes(d.code))))
  if (sans.length === 0) return []
  const ou = sans.length === cases.length ? '' : ` en ${enumeration(sans.map(d => d!.nom))}`
  return [
    {
      sujet: 'avis_sans_adresse',
      chemin: ['avis', i, 'code'],
      fait: `L’avis «\u00a0${a.libelle}\u00a0» n’a pas d’adresse${ou}.`,
      consequence: 'L’instructeur devra la taper à chaque demande, et ne pourra pas le demander pour plusieurs dossiers à la fois.',
      remede: `Ajoutez-la dans «\u00a0contacts_internes\u00a0», par exemple «\u00a0{ avis: ${a.code}, courriel: boite@guichet.example }\u00a0».`,
    },
  ]
}

function tard({ calendrier }: Appel, a: Avis, i: number): Remarque[] {
  const { delai_jours } = a
  if (delai_jours === undefined || calendrier.continu || (a.force === 'consultatif' && a.quand !== 'comite')) return []
  return calendrier.vagues.flatMap((v): Remarque[] => {
    if (v.comite === undefined || !v.cloture) return []
    const debut = v.releve ?? dateCivile(v.cloture)
    const dernier = Temporal.PlainDate.from(debut).add({ days: delai_jours }).toString()
    return dernier < v.comite
      ? []
      : [
          {
            sujet: 'avis_trop_tard',
            chemin: ['avis', i, 'delai_jours'],
            fait: `L’avis «\u00a0${a.libelle}\u00a0» se rend en ${pluriel(delai_jours, 'jour')}\u00a0: demandé dès le ${formatDateCivile(debut)}, il peut venir jusqu’au ${formatDateCivile(dernier)}, et le comité est le ${formatDateCivile(v.comite)}.`,
            consequence: 'Le comité ne pourrait pas décider de ces dossiers.',
          },
        ]
  })
}
