import type { Appel, TableauAppel } from '../cahier/index.ts'
import { motValeur } from '../champs/index.ts'
import { type Champ, colonnesDe } from '../contenu/index.ts'
import { colonneCalculee } from '../recevabilite/index.ts'
import { type ColonneFeuille, colonne } from '../tableur/index.ts'
import type { Reponse } from '../verdicts/index.ts'

type Ligne = Readonly<Record<string, Reponse>>
const GENRES: Partial<Record<Champ['genre'] | 'taux', ColonneFeuille<never>['genre']>> = {
  montant: 'euros',
  nombre: 'entier',
  rang: 'entier',
  taux: 'decimal',
}

/** The columns of a table in a file: amounts, numbers and rates (in percent) are real ones, the rest is words. */
export function colonnesDeFeuille(appel: Appel, t: TableauAppel): ColonneFeuille<Ligne>[] {
  const saisies = new Map(colonnesDe(t.id, appel, []).map(c => [c.nom, c]))
  return t.colonnes.map(({ code, libelle }) => {
    const saisie = saisies.get(code)
    const calculee = saisie ? undefined : colonneCalculee(appel, t.id, code)
    const genre = GENRES[(saisie?.genre ?? calculee!.genre) as keyof typeof GENRES] ?? 'texte'
    const unite = genre === 'euros' ? ' (€)' : genre === 'decimal' ? ' (%)' : ''
    return colonne(`${libelle}${unite}`, genre, genre === 'texte' ? 30 : 14, l => {
      const v = l[code]
      if (v === undefined) return null
      if (genre === 'decimal') return Math.round((v as number) * 1000) / 10
      if (genre !== 'texte') return v as number
      return saisie ? motValeur(saisie, v) : calculee!.dire(v)
    })
  })
}
