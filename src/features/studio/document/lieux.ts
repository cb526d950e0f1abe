import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { LuYaml } from '../../../lib/yaml.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'

/** A place of a call as a name of a field and of an address: `/calendrier/vagues/0/cloture` (RFC 6901; `~2` is a space, which no `id` has). */
export const ecrireLieu = (chemin: Chemin) =>
  chemin.map(c => `/${String(c).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(' ', '~2')}`).join('')

/** The keys of a place, ranks of lists as numbers where the data has a list there. */
export function lireLieu(lieu: string, brut: unknown): Chemin {
  if (lieu === '') return []
  let valeur = brut
  return lieu
    .slice(1)
    .split('/')
    .map(m => {
      const cle = m.replaceAll('~2', ' ').replaceAll('~1', '/').replaceAll('~0', '~')
      const ici = Array.isArray(valeur) && /^\d{1,5}$/.test(cle) ? Number(cle) : cle
      valeur = valeurA(valeur, [ici])
      return ici
    })
}

/** What stands at each line and column of a text (both from 1): the deepest place that begins there or before. */
export function lieuxDe({ doc, lignes }: LuYaml, places: readonly { ligne: number; colonne: number }[]): Chemin[] {
  return places.map(({ ligne, colonne }) => {
    const debut = lignes.lineStarts[ligne - 1]
    return debut === undefined ? [] : lieuA(doc.contents, debut + colonne - 1)
  })
}

const contient = (n: unknown, ou: number) => {
  const plage = (n as Node | null)?.range
  return !!plage && plage[0] <= ou && ou < Math.max(plage[2], plage[0] + 1)
}
function lieuA(n: unknown, ou: number): Chemin {
  if (isAlias(n)) return []
  if (isSeq(n)) {
    const i = n.items.findIndex(x => contient(x, ou))
    return i < 0 ? [] : [i, ...lieuA(n.items[i], ou)]
  }
  if (!isMap(n)) return []
  for (const p of n.items) {
    if (!isScalar(p.key)) continue
    if (contient(p.key, ou) || contient(p.value, ou)) return [String(p.key.value), ...lieuA(p.value, ou)]
  }
  return []
}
