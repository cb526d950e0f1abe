import type { FileHandle } from 'node:fs/promises'

/** Writes a block at a place, whole: one write may take fewer bytes than it is given. */
export async function ecrireBloc(fichier: FileHandle, bloc: Uint8Array, position: number) {
  for (let fait = 0; fait < bloc.length; ) {
    const { bytesWritten } = await fichier.write(bloc, fait, bloc.length - fait, position + fait)
    fait += bytesWritten
  }
}

const TAILLE_LECTURE = 256 * 1024

/** Reads a file from its beginning in one buffer, used again for each block: a large file costs no more memory than a small one. */
export async function* lireBlocs(fichier: FileHandle): AsyncGenerator<Buffer> {
  const tampon = Buffer.allocUnsafeSlow(TAILLE_LECTURE)
  for (let position = 0; ; ) {
    const { bytesRead } = await fichier.read(tampon, 0, TAILLE_LECTURE, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield tampon.subarray(0, bytesRead)
  }
}
