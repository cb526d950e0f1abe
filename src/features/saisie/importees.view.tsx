import { type Contenu, lignesDe } from '../contenu/index.ts'
import { estLigne, ligneNommee } from './gestes.ts'

type Importe = { liste: string; cle: string; nombre: number }
/** What an import has just brought in, as the address of the page names it, as long as its rows are there: `undefined` for anything else. */
function importeDe(contenu: Contenu, mot: string | undefined): Importe | undefined {
  const [liste = '', cle = '', nombre = ''] = mot?.split(':') ?? []
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(liste) || !estLigne(cle) || !/^[1-9]\d{0,2}$/.test(nombre)) return undefined
  return lignesDe(contenu, liste).includes(ligneNommee(cle, '0')) ? { liste, cle, nombre: Number(nombre) } : undefined
}

/** What an import has just done, and the way back: the rows that it brought in go, those that gave way to them return. `mot`: `<liste>:<cle>:<nombre>`. */
export const Importees = ({ contenu, mot }: { contenu: Contenu; mot: string | undefined }) => {
  const fait = importeDe(contenu, mot)
  return (
    fait && (
      <li>
        <span role="status">
          {fait.nombre}&nbsp;{fait.nombre > 1 ? 'lignes importées' : 'ligne importée'}.
        </span>
        <button
          class="fr-btn fr-btn--tertiary fr-btn--sm"
          type="submit"
          name="_geste"
          value={`revenir:${fait.liste}:${fait.cle}:${fait.nombre}`}
        >
          Revenir au tableau d’avant
        </button>
      </li>
    )
  )
}
