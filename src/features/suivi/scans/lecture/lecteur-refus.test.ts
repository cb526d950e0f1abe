import { afterAll, expect, it } from 'vitest'
import { pdfSansFin } from '../../../../test/pdf-sans-fin.ts'
import { enOctets, ouvrirLecteur } from './lecteur.ts'

// each seen to fail without the guard that it names
const fil = ouvrirLecteur()
afterAll(() => fil.arreter())
const pdf = new Uint8Array(pdfSansFin({ blanches: 1, sansFin: 1 }))

it('des octets qui ne sont pas ceux que l’on annonce\u00a0: moins, et le fichier est abîmé\u00a0; plus, et le surplus n’est pas écrit', async () => {
  await fil.recevoir({ taille: pdf.length + 1, blocs: [pdf] })
  await expect(fil.ouvrir('court', 'pdf')).rejects.toMatchObject({ motif: 'abime' })
  await expect(fil.recevoir({ taille: pdf.length - 1, blocs: [pdf] })).rejects.toMatchObject({ motif: 'abime' })
  await fil.recevoir(enOctets(pdf))
  expect(await fil.ouvrir('juste', 'pdf')).toBe(2)
})

it.each<[string, string, () => Buffer]>([
  // a byte more than an image may weigh, refused before it is looked at
  ['demesure', 'jpg', () => Buffer.alloc(64_000_001)],
  ['abime', 'jpg', () => Buffer.alloc(64_000_000)],
])('un fichier qui ne se lit pas dit pourquoi\u00a0: %s (%s)', async (motif, type, octets) => {
  await fil.recevoir(enOctets(new Uint8Array(octets())))
  await expect(fil.ouvrir('mauvais', type)).rejects.toMatchObject({ motif })
})

it('après une page qui ne finit pas, le même lecteur lit la suivante dans un autre fil, où rien n’est ouvert', async () => {
  const presse = ouvrirLecteur({ delaiMs: 6000 })
  const ouvrir = async () => {
    await presse.recevoir(enOctets(new Uint8Array(pdf)))
    return presse.ouvrir('scan', 'pdf')
  }
  await ouvrir()
  await expect(presse.lire('scan', 1)).rejects.toMatchObject({ motif: 'arret' })
  await ouvrir()
  expect(await presse.lire('scan', 0)).toMatchObject({ blanche: true })
  await presse.arreter()
}, 60_000)
