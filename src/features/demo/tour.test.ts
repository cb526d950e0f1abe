import { expect, test } from 'vitest'
import { jouerTour } from '../../test/tour.ts'
import { openWorld } from '../../test/world.ts'
import { installerDemonstration } from './index.ts'

/** `npm run essai:tour -- --fois 100 --graine 1`; without it, one tour. */
const FOIS = Number(process.env.TOUR_FOIS ?? 1)
const GRAINE = Number(process.env.TOUR_GRAINE ?? 1)
const PAS = Number(process.env.TOUR_PAS ?? 1)

test.each(Array.from({ length: FOIS }, (_, i) => GRAINE + i))(
  'la visite du README jouée au hasard, graine %i : aucune erreur 500, et l’histoire continue',
  async graine => {
    const w = await openWorld()
    try {
      await installerDemonstration(w.deps, undefined, { deuxTemps: true })
      const { fautes, fait, comite, laureats, bilans } = await jouerTour(w, graine, PAS)
      const recit = fait.join('\n')
      expect(fautes, recit).toEqual([])
      expect(comite, recit).toBeGreaterThanOrEqual(8)
      expect(laureats, recit).toBeGreaterThanOrEqual(5)
      expect(bilans, recit).toBeGreaterThanOrEqual(3)
    } finally {
      await w.close()
    }
  },
  600_000,
)
