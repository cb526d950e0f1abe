import { readFileSync } from 'node:fs'
import { confier, fermerAtelier } from '../src/atelier/index.ts'
import { agrandir } from '../src/test/appels/plus-grand-appel.ts'
import { type Noter, plafond } from './resultats.ts'

/** A call as large as the reader takes, 512 ko: the largest one that reads, whose questions explain themselves at length. */
function grandAppel(octets = 512 * 1024 - 1): string {
  const source = agrandir(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'))
  const manque = octets - Buffer.byteLength(source)
  const aide = 'Dites 12 % et 3 000 € sans citer 2019. '.repeat(90)
  const questions = Math.floor(manque / (Buffer.byteLength(aide) + 30))
  let n = 0
  return source.replace(/^( *)libelle: Question e\d+_\d+$/gm, (l, marge: string) => (n++ < questions ? `${l}\n${marge}aide: "${aide}"` : l))
}

/** What the checker takes for a call of 512 ko, in the atelier: its thread has 128 Mo, beyond which the measure stops. */
export async function mesurerVerification(noter: Noter) {
  const juste = grandAppel()
  // faults at both ends: the rest is read all the same
  const fautif = juste.replace(/^accroche:/m, 'acroche:').replace('coût global >= coût minimal', 'coût global >= coût minimum')
  for (const [nom, source] of [
    ['juste', juste],
    ['fautif', fautif],
  ] as const) {
    const durees: number[] = []
    for (let i = 0; i < 5; i++) {
      const t = performance.now()
      const r = await confier(
        'verifierAppel',
        { source, fichier: 'appel.yml', situation: { enVigueur: juste, instant: new Date('2021-09-01') } },
        { pour: null },
      )
      if (!r.ok) throw new Error(`verifierAppel: ${r.error}`)
      durees.push(performance.now() - t)
    }
    const ko = Math.round(Buffer.byteLength(source) / 1024)
    noter(`vérifier un appel ${nom} de ${ko} ko, médiane de cinq`, durees.sort((a, b) => a - b)[2]!, 'ms', plafond(2_000))
  }
  await fermerAtelier()
}
