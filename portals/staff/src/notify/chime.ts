let audio: AudioContext | undefined;

/** Two soft notes, made on the spot: no file to fetch. */
export function chime(): void {
  audio ??= new AudioContext();
  const start = audio.currentTime;
  for (const [i, frequency] of [659.25, 880].entries()) {
    const at = start + i * 0.14;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.45);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.5);
  }
}
