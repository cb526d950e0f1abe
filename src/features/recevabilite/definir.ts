import { suggestion } from '../../lib/proche.ts'
import type { Appel, Parametre } from '../cahier/index.ts'
import { corpsParametre, entreesDe, estPlage, verifierBareme } from './baremes.ts'
import { type Agregats, definirColonnes, poserTableaux, type TableauPret, tableauDuBareme } from './definir-tableaux.ts'
import { ErreurFormule, type Noeud, nomsDe } from './formules.ts'
import { typerCalcul } from './lexique.ts'
import type { Corps } from './publicodes.ts'
import type { Definition } from './typer.ts'

type Chemin = (string | number)[]
/** What a call's vocabulary is made with. `tenter` notes the mistake of what it is given to do; `lire` parses a formula of this call. */
export type Atelier = {
  lexique: Map<string, Definition>
  corps: Map<string, Corps>
  tableaux: Map<string, TableauPret>
  agregats: Agregats
  lire: (formule: string) => Noeud
  /** The same, totals of tables left as they are written. */
  lireColonne: (formule: string) => Noeud
  noter: (chemin: Chemin, message: string) => void
  tenter: <T>(chemin: Chemin, faire: () => T) => T | undefined
}

/**
 * Adds parameters and calculations to the vocabulary; a calculation may use what stands above it, which forbids circles. A scale on a calculation comes right after
 * that calculation.
 */
export function definir(appel: Appel, a: Atelier): void {
  poserTableaux(appel, a)
  const attendent = new Map<string, Parametre>()
  for (const [nom, p] of Object.entries(appel.parametres)) {
    nommer(nom, ['parametres', nom], a)
    const inconnus = entreesDe(p).filter(s => !a.lexique.has(s))
    if (inconnus.length > 0 && inconnus.every(s => Object.hasOwn(appel.calculs, s) || attendent.has(s))) attendent.set(nom, p)
    else definirParametre(nom, p, a)
  }
  definirColonnes(appel, a.lireColonne, a)
  const suivre = () => {
    for (const [nom, p] of attendent)
      if (entreesDe(p).every(s => a.lexique.has(s))) {
        attendent.delete(nom)
        definirParametre(nom, p, a)
      }
  }
  for (const [nom, c] of Object.entries(appel.calculs)) {
    definirCalcul(nom, c, attendent, a)
    suivre()
  }
  // a calculation that could not be read: it has its own mistake
  for (const [nom, p] of attendent) a.lexique.set(nom, definitionDe(nom, p))
}

const definitionDe = (nom: string, p: Pick<Parametre, 'type' | 'libelle'>, suite = ''): Definition => ({
  genre: p.type,
  libelle: p.libelle ?? `«\u00a0${nom}${suite}\u00a0»`,
})

function nommer(nom: string, chemin: Chemin, { lexique, lire, tenter }: Atelier) {
  tenter(chemin, () => {
    const noeud = lire(nom)
    if (noeud.genre !== 'nom' || noeud.nom !== nom || nom.includes('.'))
      throw new ErreurFormule(
        `« ${nom} » ne peut pas servir de nom : des mots sans « et », « ou », « oui », « non », « si », « sinon », « parmi », ni chiffre au début`,
        0,
      )
    if (lexique.has(nom)) throw new ErreurFormule(`le nom « ${nom} » est déjà pris par un fait, une question ou un paramètre`, 0)
  })
}

function definirParametre(nom: string, p: Parametre, a: Atelier) {
  const { lexique, noter } = a
  const chemin = ['parametres', nom]
  const noms = entreesDe(p)
  const selon = noms.map(s => lexique.get(s))
  const connus = selon.filter(s => s !== undefined)
  for (const [i, s] of noms.entries())
    if (!selon[i])
      noter(
        [...chemin, 'selon', ...(noms.length > 1 ? [i] : [])],
        `« ${s} » n’existe pas${suggestion(s, lexique.keys()) || ' : écrivez « volet », « type de structure », « population », ou le nom d’une question'}`,
      )
  const fautes = noms.length > 0 && connus.length === noms.length ? verifierBareme(p, connus) : []
  for (const f of fautes) noter([...chemin, ...f.chemin], f.message)
  // a scale that chooses by a column has a value a line
  const t = tableauDuBareme(noms, a)
  const nommes = estPlage(p)
    ? ['min', 'max'].map(bout => [`${nom} . ${bout}`, definitionDe(nom, p, ` . ${bout}`)] as const)
    : [[nom, definitionDe(nom, p)] as const]
  for (const [cle, def] of nommes) {
    lexique.set(cle, t ? { ...def, tableau: t.question.id } : def)
    t?.lexique.set(cle, def)
  }
  const { corps } = t ?? a
  if (connus.length === noms.length && fautes.length === 0) for (const [cle, c] of corpsParametre(nom, p)) corps.set(cle, c)
}

type Calcul = Appel['calculs'][string]
function definirCalcul(nom: string, c: Calcul, attendent: ReadonlyMap<string, Parametre>, a: Atelier) {
  const { lexique, corps, tenter } = a
  const chemin = ['calculs', nom]
  nommer(nom, chemin, a)
  const noeud = tenter([...chemin, 'formule'], () => {
    const n = a.lire(c.formule)
    const tot = nomsDe(n).find(x => attendent.has(x))
    if (tot)
      throw new ErreurFormule(
        `« ${tot} » dépend d’un calcul écrit plus bas (${[attendent.get(tot)!.selon].flat().join(', ')}) : mettez-le au-dessus`,
        0,
      )
    const t = typerCalcul(n, c.arrondi, lexique)
    if (t.genre === 'montant' && !t.exact)
      throw new ErreurFormule(
        'ce calcul donne des fractions de centime : ajoutez « arrondi: centime_inferieur » ou « centime_superieur »',
        0,
      )
    if (t.genre === 'texte' || t.genre === 'libelle')
      throw new ErreurFormule('un calcul donne un montant, un taux, un nombre, une date ou un oui ou non', 0)
    lexique.set(nom, { genre: t.genre, libelle: c.libelle ?? `«\u00a0${nom}\u00a0»` })
    return n
  })
  if (noeud) corps.set(nom, { quoi: 'formule', noeud, ...(c.arrondi ? { arrondi: c.arrondi } : {}) })
}
