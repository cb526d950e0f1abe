import { siretValide } from '../../src/lib/siren.ts'
import { paths } from '../../src/paths.ts'
import { choixDe } from './acte-groupe.ts'
import type { Laureat } from './laureats.ts'
import type { Monde } from './monde.ts'
import { euros } from './projets.ts'
import { type Corps, caches, Surprise } from './visiteur.ts'

/** An order that a lauréat says. Cents; `payee`: the aid pays a part of it. `jour`: jj/mm/aaaa. */
export type Commande = { entreprise: Entreprise; nature: string; ht: number; jour: string; payee: boolean }
type Entreprise = { nom: string; siret: string; departement: string; pays?: string }

/** Right keys, and a SIREN that nobody has. */
function siretInvente(rang: number): string {
  const cle = (debut: string, juste: (texte: string) => boolean) => {
    for (let k = 0; k < 10; k++) if (juste(debut + k)) return debut + k
    throw new Error(`pas de clé pour ${debut}`)
  }
  const finir = (siren: string) => [...'0123456789'].map(k => `${siren}0001${k}`).find(siretValide)
  return finir(cle(`000${String(51_230 + rang * 37).padStart(5, '0')}`, siren => finir(siren) !== undefined))!
}
const ENTREPRISES: readonly Entreprise[] = [
  ...[
    ['Atelier numérique des Lices', '2A'],
    ['Coopérative du libre insulaire', '2B'],
    ['Formations du Nebbio', '2B'],
    ['Bureau d’études Gravona', '2A'],
    ['Hébergement du Cortenais', '2B'],
    ['Services en ligne du Valinco', '2A'],
    ['Éditeur des démarches', '13'],
    ['Conseil et parcours', '75'],
    ['Logiciels des communes', '69'],
    ['Télétransmission de France', '31'],
  ].map(([nom = '', departement = ''], i) => ({ nom, departement, siret: siretInvente(i) })),
  { nom: 'Servizi Digitali Sardi', departement: '', siret: '', pays: 'IT' },
]

/** The part of each line of the plan that is ordered by the end of each period, in hundredths: some say nothing new, some spend less than planned. */
const CUMULS: readonly (readonly number[])[] = [
  [15, 40, 75, 100, 100],
  [0, 40, 40, 100, 100],
  [0, 35, 70, 90, 90],
  [20, 45, 80, 100, 100],
]
/** Natures that no company is paid for. */
const SANS_ENTREPRISE = ['personnel', 'fonctionnement']
const part = (ht: number, l: Laureat, rang: number) => Math.floor((ht * (rang === 0 ? 0 : CUMULS[l.n % CUMULS.length]![rang - 1]!)) / 100)

/** The orders of the bilan of this rank, from 1. */
export function commandesDuBilan(m: Monde, l: Laureat, rang: number, jour: string): Commande[] {
  return Object.entries(l.depose.projet.depenses).flatMap(([nature, prevu], k) => {
    const ht = part(prevu, l, rang) - part(prevu, l, rang - 1)
    if (ht === 0 || SANS_ENTREPRISE.includes(nature)) return []
    return [{ entreprise: ENTREPRISES[(l.n * 3 + k * 5 + rang) % ENTREPRISES.length]!, nature, ht, jour, payee: m.appel.payee(nature) }]
  })
}

const ttc = (ht: number) => Math.round(ht * 1.2)

/** Types an order in the page of its bilan, and adds it. */
export async function taperCommande(m: Monde, { depose: { porteur, id } }: Laureat, bilan: string, c: Commande) {
  const url = paths.bilans.voir(id, bilan)
  const page = await porteur.v.lire(url, 'ouvrir le bilan')
  const ligne = choixDe(page, 'c.depense').find(x => x.libelle.startsWith(m.appel.nature(c.nature)))
  if (!ligne) throw new Surprise('choisir la ligne de dépense', url, `absente\u00a0: ${m.appel.nature(c.nature)}`)
  const { nom, siret, departement, pays = 'FR' } = c.entreprise
  const champs: Corps = {
    'c.siret': siret,
    'c.pays': pays,
    'c.entreprise': nom,
    'c.departement': departement,
    'c.ht': euros(c.ht),
    'c.ttc': euros(ttc(c.ht)),
    'c.date': c.jour,
    'c.depense': ligne.valeur,
  }
  const { vers } = await porteur.v.envoyer(url, { ...caches(page), ...champs, _suite: 'ajouter:relue' }, `ajouter une commande à ${nom}`)
  if (!vers.includes('fait=ajoutee')) throw new Surprise('ajouter une commande', url, `conduit à ${vers}`)
}

const TITRES = ['SIRET', 'Pays', 'Entreprise', 'Département du siège', 'Date de commande', 'Montant HT', 'Montant TTC', 'Ligne de dépense']
/** Brings in the list that an accountant keeps. */
export async function importerCommandes(m: Monde, { depose: { porteur, id } }: Laureat, bilan: string, commandes: readonly Commande[]) {
  const url = paths.bilans.importCommandes(id, bilan)
  const { cle = '' } = caches(await porteur.v.lire(url, 'ouvrir l’import des commandes'))
  const lignes = commandes.map(({ entreprise: e, ht, jour, nature }) =>
    [e.siret, e.pays ?? 'FR', e.nom, e.departement, jour, euros(ht), euros(ttc(ht)), m.appel.nature(nature)].join(';'),
  )
  const corps = new FormData()
  corps.append('cle', cle)
  corps.append('relue', 'garder')
  corps.append('fichier', new Blob([[TITRES.join(';'), ...lignes].join('\r\n')], { type: 'text/csv' }), 'commandes.csv')
  const { vers } = await porteur.v.envoyer(url, corps, 'importer les commandes')
  if (!vers.includes(`importees=${commandes.length}`)) throw new Surprise('importer les commandes', url, `conduit à ${vers}`)
}
