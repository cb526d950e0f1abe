import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { ecartAnnonce } from '../../cahier/appel.rules.ts'
import type { Appel } from '../../cahier/index.ts'
import { remarquesDeLArgent } from './argent.rules.ts'
import { remarquesDuComite } from './comite.rules.ts'
import type { Remarque } from './sujets.table.ts'

/** Where a guichet works. */
export type TerritoireDuGuichet = { nom: string; region: string; departements: readonly string[] }
/** A volet that nobody instructs, and in which départements, by name; all of them when the list is empty. */
export type Trou = { volet: string; departements: readonly string[] }

/** What a call needs to live: money for each volet, a comité that can vote, weights, somebody who signs. */
export const remarquesDesMoyens = (
  appel: Appel,
  guichet: TerritoireDuGuichet | undefined,
  trous: readonly Trou[] = [],
  designe = false,
  membres?: Readonly<Record<string, number>>,
): Remarque[] => [
  ...voletsSansEnveloppe(appel),
  ...remarquesDeLArgent(appel),
  ...quorums(appel),
  ...remarquesDuComite(appel),
  ...(membres ? sansMembres(appel, membres) : []),
  ...poids(appel),
  ...trous.flatMap(t => sansInstructeur(appel, t)),
  ...(guichet ? horsDuGuichet(appel, guichet) : []),
  ...(designe ? [] : signataire(appel)),
]

function voletsSansEnveloppe(appel: Appel): Remarque[] {
  const departements = appel.territoire.departements
  const paye = (volet: string, departement: string | undefined) =>
    appel.enveloppes.some(
      e => (!e.volets || e.volets.includes(volet)) && (!departement || !e.departements || e.departements.includes(departement)),
    )
  return appel.volets.flatMap((v, i): Remarque[] => {
    const cases = departements.length > 0 ? departements : [undefined]
    const sans = cases.filter(d => !paye(v.code, d?.code))
    if (sans.length === 0) return []
    const ou = sans.length === cases.length ? '' : ` (${enumeration(sans.map(d => d!.nom))})`
    return [
      {
        sujet: 'volet_sans_enveloppe',
        chemin: ['volets', i, 'code'],
        fait: `Le volet ${v.numero}, ${v.titre}, n’a pas d’enveloppe${ou}.`,
        consequence: 'Aucun de ses dossiers ne pourrait être aidé.',
      },
    ]
  })
}

type Corps = { quorum: number; composition: readonly { nombre: number }[] }
const quorums = ({ comite, instances }: Appel): Remarque[] => [
  ...(comite ? quorum(comite, ['comite', 'quorum'], 'Le comité ne pourrait jamais décider.') : []),
  ...instances.flatMap((x, i) =>
    x.nature === 'avis'
      ? quorum(x, ['instances', i, 'quorum'], `L’instance «\u00a0${x.libelle}\u00a0» ne pourrait jamais rendre d’avis.`)
      : [],
  ),
]

function quorum(corps: Corps, chemin: PropertyKey[], consequence: string): Remarque[] {
  const sieges = corps.composition.reduce((n, m) => n + m.nombre, 0)
  return corps.quorum <= sieges
    ? []
    : [
        {
          sujet: 'quorum',
          chemin,
          fait: `Le quorum (${formatNombre(corps.quorum)}) dépasse le nombre de sièges (${formatNombre(sieges)}).`,
          consequence,
          remede: `Écrivez au plus «\u00a0quorum: ${sieges}\u00a0», ou ajoutez des sièges.`,
        },
      ]
}

/** Bodies in which too few people sit for their quorum; `membres`: how many sit in each, by its code. */
function sansMembres({ instances }: Appel, membres: Readonly<Record<string, number>>): Remarque[] {
  return instances.flatMap((x, i): Remarque[] => {
    const n = x.nature === 'avis' ? (membres[x.code] ?? 0) : 0
    if (x.nature !== 'avis' || n >= x.quorum) return []
    return [
      {
        sujet: 'instance_sans_membres',
        chemin: ['instances', i, 'code'],
        fait:
          n === 0
            ? `Personne ne siège dans «\u00a0${x.libelle}\u00a0».`
            : `«\u00a0${x.libelle}\u00a0» a ${pluriel(n, 'membre')}, et son quorum est de ${x.quorum}.`,
        consequence: 'Les dossiers qui demandent son avis ne pourraient pas être décidés.',
        remede: 'Désignez ses membres sur la page «\u00a0Qui instruit quoi\u00a0».',
      },
    ]
  })
}

function poids({ criteres }: Appel): Remarque[] {
  if (!criteres.ponderes) return []
  const sans = criteres.liste.map((c, i) => ({ c, i })).filter(({ c }) => c.poids === undefined)
  if (sans.length === criteres.liste.length)
    return [
      {
        sujet: 'aucun_poids',
        chemin: ['criteres', 'ponderes'],
        fait: 'Les critères sont pondérés, et aucun n’a de poids.',
        consequence: 'La grille du comité serait vide.',
        remede: 'Donnez un «\u00a0poids\u00a0» à chaque critère, ou écrivez «\u00a0ponderes: non\u00a0».',
      },
    ]
  return sans.map(({ c, i }) => ({
    sujet: 'poids_manquant',
    chemin: ['criteres', 'liste', i, 'code'],
    fait: `Le critère «\u00a0${c.titre ?? c.libelle}\u00a0» n’a pas de poids.`,
    consequence: 'Il ne compte pas, et n’est pas dans la grille du comité.',
  }))
}

function sansInstructeur(appel: Appel, { volet, departements }: Trou): Remarque[] {
  const rang = appel.volets.findIndex(v => v.code === volet)
  const ou = departements.length > 0 ? ` en ${enumeration(departements)}` : ''
  return [
    {
      sujet: 'volet_sans_instructeur',
      chemin: ['volets', Math.max(0, rang), 'code'],
      fait: `Personne n’instruit le volet ${appel.volets[rang]?.numero ?? volet}${ou}.`,
      consequence: 'Ses dossiers attendraient sans que personne les lise.',
      remede: 'Désignez quelqu’un sur la page «\u00a0Qui instruit quoi\u00a0».',
    },
  ]
}

function horsDuGuichet({ territoire }: Appel, guichet: TerritoireDuGuichet): Remarque[] {
  const regions = territoire.regions.map((r, i) => ({
    nom: `la région ${r}`,
    dehors: r !== guichet.region,
    chemin: ['territoire', 'regions', i],
  }))
  const departements = territoire.departements.map((d, i) => ({
    nom: `${d.nom} (${d.code})`,
    dehors: !guichet.departements.includes(d.code),
    chemin: ['territoire', 'departements', i, 'code'],
  }))
  const communes = territoire.communes.map((c, i) => ({
    nom: `${c.nom} (${c.code})`,
    dehors: !guichet.departements.some(d => c.code.startsWith(d)),
    chemin: ['territoire', 'communes', i, 'code'],
  }))
  const dehors = [...regions, ...departements, ...communes].filter(t => t.dehors)
  if (dehors.length === 0) return []
  return [
    {
      sujet: 'territoire',
      chemin: dehors[0]!.chemin,
      fait: `Le territoire de l’appel sort de celui du guichet, ${guichet.nom}\u00a0: ${enumeration(dehors.slice(0, 10).map(d => d.nom))}${dehors.length > 10 ? `, et ${pluriel(dehors.length - 10, 'autre')}` : ''}.`,
      consequence: 'Ses structures, sa carte et ses agents ne sont pas ceux de ce guichet.',
    },
  ]
}

const signataire = ({ regime }: Appel): Remarque[] =>
  regime.signataire !== undefined
    ? []
    : [
        {
          sujet: 'sans_signataire',
          chemin: ['regime'],
          surLaCle: true,
          fait: 'L’appel ne dit pas qui signe.',
          consequence: 'Les lettres et les actes sortent sans la fonction de leur signataire.',
          remede: 'Ajoutez «\u00a0signataire\u00a0» dans «\u00a0regime\u00a0», par exemple «\u00a0signataire: Le préfet\u00a0».',
        },
      ]

/** What the envelopes add up to, beside what is announced: by the programme, and by the sentences of the page. */
export function totalAnnonce({ enveloppes, programme, ...appel }: Appel): Remarque[] {
  const total = enveloppes.reduce((n, e) => n + e.montant, 0)
  const annonce = programme.axe?.montant ?? programme.montant
  const ecart = (chemin: PropertyKey[], dit: number, qui: string): Remarque => ({
    sujet: 'total_annonce',
    chemin,
    fait: `${qui} ${formatEuros(dit)}, et les enveloppes font ${formatEuros(total)}\u00a0: ${dit > total ? 'il manque' : 'il y a en trop'} ${formatEuros(Math.abs(dit - total))}.`,
    consequence: 'La page promettrait un autre montant que celui qui peut être accordé.',
    remede: `${dit > total ? 'Augmentez une enveloppe ou ajoutez-en une' : 'Réduisez une enveloppe'}, ou annoncez ${formatEuros(total)}.`,
  })
  const programmeDit = ecartAnnonce({ enveloppes, programme })
  const duProgramme = programmeDit ? [ecart(programmeDit.chemin, programmeDit.annonce, 'Le programme annonce')] : []
  const connus = new Set([total, ...enveloppes.map(e => e.montant), ...(annonce === undefined ? [] : [annonce])])
  const phrases: [PropertyKey[], string | undefined][] = [
    [['accroche'], appel.accroche],
    [['resume'], appel.resume],
    ...appel.description.map((t, i): [PropertyKey[], string] => [['description', i], t]),
  ]
  return [
    ...duProgramme,
    ...phrases.flatMap(([chemin, texte]) => {
      const dit = texte && TOTAL.test(texte) ? montantsDe(texte).find(m => !connus.has(m)) : undefined
      return dit === undefined ? [] : [ecart(chemin, dit, 'Ce texte annonce')]
    }),
  ]
}
const TOTAL = /(à répartir|enveloppe|dotation|dotés?|budget|au total|disponibles?)/i
/** Amounts that a sentence says, in cents, and what it says before each. */
export const montantsDits = (texte: string): { centimes: number; avant: string }[] =>
  [...texte.matchAll(/(?<!\d)(\d[\d\u00a0\u202f ]{0,15}(?:,\d{1,2})?)[\u00a0\u202f ]?(k€|M€|millions? d[’']euros|€|euros)/g)].map(m => {
    const n = Number(m[1]!.replace(/[^\d,]/g, '').replace(',', '.'))
    const centimes = Math.round(n * (m[2] === 'k€' ? 1e3 : /^(M|million)/.test(m[2]!) ? 1e6 : 1) * 100)
    return { centimes, avant: texte.slice(0, m.index) }
  })
const montantsDe = (texte: string) => montantsDits(texte).map(m => m.centimes)
