import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { type Centimes, formatEurosCourt } from '../../../lib/euros.ts'
import type { AppelPublie } from '../../appels/index.ts'

/** What one looks at: a call, or all that this guichet runs of an axis or of a programme. `national`: the amount of the axis or programme. */
export type Ensemble = {
  code: string
  libelle: string
  genre: 'appel' | 'axe' | 'programme'
  appels: readonly AppelPublie[]
  national?: Centimes | undefined
}

const ouvertLe = (a: AppelPublie) => Math.max(...a.appel.calendrier.vagues.map(v => v.ouverture.getTime()))

/** The calls, the last opened first, then their axes and programmes. Pure. */
export function ensemblesDe(appels: readonly AppelPublie[]): Ensemble[] {
  const tries = appels.toSorted((a, b) => ouvertLe(b) - ouvertLe(a))
  const un = (genre: 'axe' | 'programme', cle: (a: AppelPublie) => string | undefined): Ensemble[] =>
    [...Map.groupBy(tries, cle)].flatMap(([nom, membres]) => {
      const { programme } = membres[0]!.appel
      if (nom === undefined) return []
      const montant = genre === 'axe' ? programme.axe?.montant : programme.montant
      const dit = genre === 'axe' ? `Axe\u00a0${programme.axe!.numero}, ${programme.axe!.titre}` : programme.nom
      return [
        {
          genre,
          code: `${genre}.${membres[0]!.appel.slug}`,
          libelle: montant ? `${dit} (${formatEurosCourt(montant).replace(',00', '')})` : dit,
          national: montant,
          appels: membres,
        },
      ]
    })
  return [
    ...tries.map(a => ({ code: a.appel.slug, genre: 'appel' as const, libelle: `Appel ${a.appel.titre}`, appels: [a] })),
    ...un('axe', a => (a.appel.programme.axe ? `${a.appel.programme.nom}|${a.appel.programme.axe.numero}` : undefined)),
    ...un('programme', a => (a.appel.programme.axe ? a.appel.programme.nom : undefined)),
  ]
}

/** What an address names: a call, or an axis or a programme by any of its calls, since a newer one takes the first place. Pure. */
export function ensembleNomme(ensembles: readonly Ensemble[], code: string): Ensemble | undefined {
  const [, genre, slug] = /^(axe|programme)\.(.+)$/.exec(code) ?? []
  const par = (e: Ensemble) => e.genre === genre && e.appels.some(a => a.appel.slug === slug)
  return ensembles.find(e => e.code === code) ?? ensembles.find(par)
}

/** The axes of a programme as its calls tell them, by number: what this guichet runs is marked. Pure. */
export function axesDe({ appels }: Ensemble) {
  const axes = new Map(
    appels.flatMap(({ appel: { programme: p } }) => [...(p.axe ? [p.axe] : []), ...p.autres_axes].map(x => [x.numero, x] as const)),
  )
  const ici = new Set(appels.map(a => a.appel.programme.axe?.numero))
  return [...axes.values()].sort((a, b) => a.numero - b.numero).map(x => ({ ...x, ici: ici.has(x.numero) }))
}

/** What the address asks for. `perimetre`: a call, an axis or a programme; of a call, as `appel` too, the name that other pages give it. */
export type Demande = { perimetre: string; departement: string; au: string; alertes: string }
export const lireDemande = (q: URLSearchParams): Demande => ({
  perimetre: q.get('perimetre') || (q.get('appel') ?? ''),
  departement: q.get('departement') ?? '',
  au: q.get('au') ?? '',
  alertes: q.get('alertes') ?? '',
})
/** An address of the same view: what is not its default, in a fixed order. */
export const ecrireDemande = (chemin: string, d: Partial<Demande>) => {
  const q = new URLSearchParams(Object.entries({ perimetre: '', departement: '', au: '', alertes: '', ...d }).filter(([, v]) => v))
  return q.size > 0 ? `${chemin}?${q}` : chemin
}

/** The days to which figures may be stopped: the ends of periods, the latest first, and today. The last period that ended unless asked otherwise. */
export function arretesDe(fins: readonly string[], instant: Date, demande: string) {
  const aujourdhui = dateCivile(instant)
  const options = [
    ...fins.toReversed().map(f => ({ value: f, label: formatDateCivile(f) })),
    ...(fins.includes(aujourdhui) ? [] : [{ value: aujourdhui, label: `Aujourd’hui, ${formatDateCivile(aujourdhui)}` }]),
  ]
  return { au: options.find(o => o.value === demande)?.value ?? options[0]!.value, options }
}
